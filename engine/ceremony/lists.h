/* ceremony/lists: the private lists with names that follow a draw. CSV for the
 * spreadsheets of a town hall: UTF-8 with BOM, ';', CRLF. */
#ifndef URNE_CEREMONY_LISTS_H
#define URNE_CEREMONY_LISTS_H

#include "ceremony/index.h"
#include "draw/select.h"

/* One person drawn. */
typedef struct urne_listed {
    urne_pass pass;
    uint64_t pos, number, stratum;
    urne_str stratum_label;
    urne_hex ticket;
    urne_index_row row;
    urne_hash salt;
} urne_listed;

/* selected.csv or substitutes.csv, by pass. */
urne_str urne_list_write(urne_arena *arena, const urne_listed *people, size_t n,
                         urne_pass pass);

/* invites.csv: both, for mail merge. Columns: Role;Civilite;Prenoms;Nom;NomUsage;
 * Adresse1;Adresse2;Adresse3;Adresse4;CodePostal;Ville;LigneVille;Pays;
 * NumeroParticipation;CodeRecepisse. LigneVille ("01000 BOURG") and the number in
 * groups ("31 204") are texts that no spreadsheet turns into numbers. */
urne_str urne_invites_write(urne_arena *arena, const urne_listed *people, size_t n);

#endif
