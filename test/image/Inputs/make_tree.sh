# make_tree.sh FOLDER: a tree with what file systems find hard: content of every
# size around a block, runs of zeros, what cannot be compressed, links of both
# kinds, long names, many entries, odd permissions. The same in every run.
set -eu
mkdir -p "$1" && cd "$1"
mkdir -p bin etc usr/share/empty many/deep/er/still
echo 'root:*:0:0::/:/bin/sh' > etc/passwd && chmod 640 etc/passwd
seq 1 60000 > bin/numbers && chmod 4755 bin/numbers
ln bin/numbers bin/same && ln -s ../etc/passwd bin/link
: > empty
for size in 1 4095 4096 4097 8192 131072 131073; do
  seq 1 30000 | head -c $size > usr/share/size-$size
done
(seq 1 2000; head -c 70000 /dev/zero; seq 1 2000) > usr/share/hole
python3 -c "
import random, sys
sys.stdout.buffer.write(random.Random(7).randbytes(300001))" > usr/share/noise
echo long > "usr/share/$(printf 'n%.0s' $(seq 1 180))"
for i in $(seq 1 150); do echo "file $i" > "many/a file of number $i"; done
echo deep > many/deep/er/still/there
chmod 1777 usr/share/empty
