// RUN: %check %s -- -std=c11

typedef struct esp_console_repl_s esp_console_repl_t;
int esp_console_start_repl(esp_console_repl_t *repl);

int start(esp_console_repl_t *repl) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'esp_console_start_repl' gives the product {{.+}} [firmcop-debug-interface-enabled]
  return esp_console_start_repl(repl);
}

// negative: not compiled in.
#ifdef DEVELOPMENT_BUILD
int startInDevelopment(esp_console_repl_t *repl) {
  return esp_console_start_repl(repl);
}
#endif

// negative: declared and named alike, but another function.
int console_start(void);
int startAnother(void) { return console_start(); }
