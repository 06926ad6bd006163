# A dossier and ballots are needed.
urne ballots commit village
