cp -R "$FIXTURES/hamlet/public" public
urne verify public --seal '9290 afe4 0011 951f 22bb 137e 7820 3ace 7e8c d46f b132 4307 b0c8 2732 9d26 6658'
