/* b_csv FILE: reads a file and gives it to libcsv in strict mode, whole, with callbacks
 * that count. The yardstick of `urne roll check`. */
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>

static void on_field(void *field, size_t n, void *data)
{
    (void)field;
    ((size_t *)data)[0] += n;
    ((size_t *)data)[1]++;
}

static void on_row(int end, void *data)
{
    (void)end;
    ((size_t *)data)[2]++;
}

int main(int argc, char **argv)
{
    size_t seen[3] = {0};
    struct csv_parser parser;
    FILE *f = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (f == NULL || fseek(f, 0, SEEK_END) != 0 ||
        csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
        return 2;
    }
    size_t size = (size_t)ftell(f);
    char *bytes = malloc(size);
    rewind(f);
    if (bytes == NULL || fread(bytes, 1, size, f) != size) {
        return 2;
    }
    csv_set_delim(&parser, ';');
    if (csv_parse(&parser, bytes, size, on_field, on_row, seen) != size ||
        csv_fini(&parser, on_field, on_row, seen) != 0) {
        return 1;
    }
    printf("%zu bytes in %zu fields of %zu rows\n", seen[0], seen[1], seen[2]);
    csv_free(&parser);
    free(bytes);
    return fclose(f);
}
