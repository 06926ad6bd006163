urne ballots commit --help
