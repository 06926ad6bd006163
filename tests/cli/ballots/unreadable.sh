printf 'META\nkey;value\nbudget;x\nvote_type;approval\nPROJECTS\nproject_id;cost\nA;1\nVOTES\nvoter_id;vote\n1;B\n' >a.pb
urne ballots check a.pb --json
