urne --version
