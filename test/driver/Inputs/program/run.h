void openFile(const char *Path);
void openQuietly(const char *Path);
