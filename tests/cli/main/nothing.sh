urne
