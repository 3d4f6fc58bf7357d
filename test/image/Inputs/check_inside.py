"""check_inside.py FOLDER: nothing below leads out of it, is a device or has more
permissions than a file of a user."""

import os
import stat
import sys

top = os.path.realpath(sys.argv[1])
count = 0
for folder, folders, files in os.walk(top):
    for name in folders + files:
        path = os.path.join(folder, name)
        status = os.lstat(path)
        count += 1
        if stat.S_ISLNK(status.st_mode):
            real = os.path.realpath(path)
            assert real == top or real.startswith(top + "/"), (path, real)
        else:
            assert stat.S_ISDIR(status.st_mode) or stat.S_ISREG(status.st_mode), path
            assert not status.st_mode & 0o7022, (path, oct(status.st_mode))
print(count, "entries, all inside")
