// RUN: %check %s -- -std=c11

// Tokens by their form, whatever they are given to.

void send_header(const char *name, const char *value);
void connect_to(const char *address);
void show(const char *text);

// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: GitHub token in 'firmcop-api-token-in-image.c': gh... (40 characters); {{.+}} [firmcop-api-token-in-image]
static const char auth[] = "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";

void report_problem(void) {
  send_header("Authorization", auth);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: GitLab token in 'report_problem': {{.+}} [firmcop-api-token-in-image]
  send_header("PRIVATE-TOKEN", "glpat-Eeeby3abP3E2Zs8IQ9Y7");
}

void join(void) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: Address with a password in 'join': Vq... (15 characters); {{.+}} [firmcop-api-token-in-image]
  connect_to("mqtts://fleet:Vq7-brine-otter@mqtt.vendor.net:8883");
}

// negative: no checksum of its own, a placeholder, a format, a reserved name, a
// prefix that is none.
void explain(void) {
  send_header("Authorization", "ghp_Ky9Pf34qY6Nb3wWD25RQ4F5ZR3qa7yAAAAAA");
  send_header("PRIVATE-TOKEN", "glpat-xxxxxxxxxxxxxxxxxxxx");
  connect_to("mqtts://%s:%s@mqtt.vendor.net");
  connect_to("http://user:Vq7-brine-otter@example.com");
  show("Create a token that begins with ghp_ or glpat- first.");
}
