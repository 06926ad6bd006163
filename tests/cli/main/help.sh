urne help
