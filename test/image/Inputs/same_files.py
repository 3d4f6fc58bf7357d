"""same_files.py FOLDER LISTING [options]

Holds a tree that binscan found in an image (--list=json) against the folder that
the image was made of: every regular file has the same content, by its SHA-256,
every link the same target, every directory is there, and there is nothing more.

  --below=PATH  where in the listing the tree starts; default: the image itself
  --modes       permissions count, too
  --without=X   leave out what starts with X, on both sides
"""

import hashlib
import json
import os
import stat
import sys


def expected(folder):
    found = {}
    for top, directories, files in os.walk(folder):
        for name in directories + files:
            path = os.path.join(top, name)
            status = os.lstat(path)
            mode = f"{stat.S_IMODE(status.st_mode):04o}"
            if stat.S_ISLNK(status.st_mode):
                what = ("symlink", os.readlink(path), None)
            elif stat.S_ISDIR(status.st_mode):
                what = ("directory", None, mode)
            else:
                with open(path, "rb") as file:
                    data = file.read()
                digest = hashlib.sha256(data).hexdigest() if data else None
                what = ("file", digest, mode)
            found[os.path.relpath(path, folder)] = what
    return found


def listed(listing, below):
    with open(listing, encoding="utf-8") as file:
        images = json.load(file)
    found = {}
    for image in images:
        prefix = below or image["image"]
        for node in image["nodes"]:
            path = node["path"]
            if node["kind"] != "member" or not path.startswith(prefix + "/"):
                continue
            value = node.get("target", node.get("sha256"))
            found[path[len(prefix) + 1:]] = (node["type"], value,
                                             node.get("mode"))
    return found


def main():
    options = [a for a in sys.argv[1:] if a.startswith("--")]
    folder, listing = [a for a in sys.argv[1:] if not a.startswith("--")]
    below = next((o[8:] for o in options if o.startswith("--below=")), None)
    want, have = expected(folder), listed(listing, below)
    # Files below files are what binscan found inside of archives.
    have = {p: w for p, w in have.items()
            if have.get(os.path.dirname(p), ("directory",))[0] == "directory"}
    for prefix in [o[10:] for o in options if o.startswith("--without=")]:
        want, have = ({p: w for p, w in found.items() if not p.startswith(prefix)}
                      for found in (want, have))
    width = 3 if "--modes" in options else 2
    wrong = 0
    for path in sorted(want.keys() | have.keys()):
        a, b = want.get(path), have.get(path)
        if (a and (a[0], *a[1:width])) != (b and (b[0], *b[1:width])):
            if a and a[0] == "symlink" and b and a[:2] == b[:2]:
                continue
            wrong += 1
            if wrong <= 8:
                print(f"{path}: want {a}, have {b}")
    print(f"{len(want)} entries, {wrong} differ")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
