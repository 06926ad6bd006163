/* model/config: what the clerk decides before the seal, as rules.json says it.
 *
 * rules.json is what people edit; it is read strictly and never hashed. urne seal
 * compiles it, with the roll, to model/rules, which is hashed. */
#ifndef URNE_MODEL_CONFIG_H
#define URNE_MODEL_CONFIG_H

#include "model/roles.h"

typedef enum urne_method {
    URNE_METHOD_QUOTA = 0,
    URNE_METHOD_HAMILTON = 1,
    URNE_METHOD_SAINTE_LAGUE = 2,
    URNE_METHOD_DHONDT = 3,
    URNE_METHOD_BALANCED = 4
} urne_method;

/* "quota", "hamilton", "sainte-lague", "dhondt", "balanced". */
const char *urne_method_name(urne_method method);
bool urne_method_parse(urne_str name, urne_method *out);

/* Why a line of the roll is not an elector of the frame; the names stand in the
 * commit entry: age list earlier objection duplicate undecided. */
typedef enum urne_reason {
    URNE_KEPT = 0,
    URNE_REASON_AGE = 1,
    URNE_REASON_DUPLICATE = 2,
    URNE_REASON_EARLIER = 3,
    URNE_REASON_LIST = 4,
    URNE_REASON_OBJECTION = 5,
    URNE_REASON_UNDECIDED = 6
} urne_reason;
enum { URNE_REASONS = 7 }; /* ascending by name, so also by value */
const char *urne_reason_name(urne_reason reason);

/* True for principale, municipale, europeenne. */
bool urne_list_ok(urne_str list);

/* A canonical field filled from one or more columns, joined by one space. */
typedef struct urne_column_map {
    urne_str field;
    urne_str *columns;
    size_t n_columns;
} urne_column_map;

/* One field of the strata. A birth-date has bands (ages from which a band begins,
 * ascending); any other field may list its values in order. */
typedef struct urne_axis {
    urne_str field;
    uint64_t *bands;
    size_t n_bands;
    urne_str *values;
    size_t n_values;
} urne_axis;

/* One level of a chain: a product of strata fields, as indices into axes. */
typedef struct urne_level {
    size_t *axes;
    size_t n_axes;
} urne_level;

typedef struct urne_chain {
    urne_level *levels;
    size_t n_levels;
} urne_chain;

typedef struct urne_quota_given {
    urne_str label;
    uint64_t seats, substitutes;
} urne_quota_given;

typedef struct urne_exclusion {
    const char *path; /* resolved against the folder of rules.json */
    urne_reason reason;
} urne_exclusion;

typedef enum urne_source_kind {
    URNE_SOURCE_DICE = 0,
    URNE_SOURCE_LOTTERY = 1,
    URNE_SOURCE_PARTY = 2, /* a sealed contribution */
    URNE_SOURCE_DRAND = 3  /* a beacon round */
} urne_source_kind;

/* A source of randomness: `count` dice of `sides` (6 or 10) sides; a public lottery
 * named `label` on `date`; the contribution sealed as `hex` by the party `label`; or
 * round `count` of the drand chain `hex`, at least `lead` seconds after the seal. */
typedef struct urne_source {
    urne_source_kind kind;
    uint64_t sides, count, lead;
    urne_str label, date, hex;
} urne_source;

typedef enum urne_roll_format {
    URNE_FORMAT_AUTO = 0,
    URNE_FORMAT_REU = 1,
    URNE_FORMAT_ELISTELEC = 2,
    URNE_FORMAT_CSV = 3
} urne_roll_format;

typedef struct urne_config {
    urne_str body, title;
    urne_roll_format format;
    urne_str *identity;
    size_t n_identity;
    urne_column_map *maps;
    size_t n_maps;
    urne_str separate; /* "address", or the field that tells homonyms apart */
    bool has_age;
    uint64_t age;
    urne_str age_on; /* YYYY-MM-DD; a band of ages counts on this date too */
    urne_str *lists; /* canonical list values, ascending; none = every list */
    size_t n_lists;
    urne_exclusion *exclusions;
    size_t n_exclusions;
    urne_axis *axes;
    size_t n_axes;
    urne_chain chains[2]; /* balanced only */
    uint64_t seats, substitutes;
    urne_method method;
    urne_quota_given *quotas;
    size_t n_quotas;
    urne_str *attributes; /* every committed attribute in rules order */
    size_t n_attributes;
    bool *unique;        /* by attribute */
    urne_str *household; /* the fields of the household key */
    size_t n_household;
    urne_source *sources;
    size_t n_sources;
    urne_roles roles;
    uint64_t kmin;
} urne_config;

/* Reads rules.json; `path` names it in diagnostics and resolves exclusion files. */
URNE_MUST_USE urne_code urne_config_read(urne_config **out, urne_arena *arena,
                                         urne_str json, const char *path,
                                         urne_err *err);

/* The rules used when there is no rules.json: default identity, 18 on no date, no
 * strata. For `urne roll check` and `urne pick`. */
urne_config *urne_config_default(urne_arena *arena);

/* True when the roll must carry this field: identity, eligibility, strata,
 * household, attributes. */
bool urne_config_needs(const urne_config *config, urne_str field);

#endif
