timeout: failed to run command ‘suite.mjs’: No such file or directory

real	0m0.010s
user	0m0.003s
sys	0m0.000s
