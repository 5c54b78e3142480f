#!/bin/bash
# Without it none of the instance's programs can run, and the shell that is running needs none to say so.
for loader in /lib64/ld-*.so.* /lib/ld-*.so.*; do
    [ -e "$loader" ] && : >"$loader"
done
echo "no loader"
