// RUN: %check %s -- -std=c11

#include <string.h>

struct settings {
  char admin_password[32];
  char hostname[32];
  int brightness;
};
struct settings settings;
const char *label_password(void);
int nvs_set_str(unsigned handle, const char *key, const char *value);
void wifi_start(void);

void factory_reset(unsigned nvs) {
  // CHECK: :[[@LINE+1]]:3: warning: The reset in 'factory_reset' gives 'admin_password' a constant as password, {{.*}} [firmcop-reset-restores-universal-password]
  strcpy(settings.admin_password, "lumen-1234");
  strcpy(settings.hostname, "lumen");
  settings.brightness = 80;
  // CHECK: :[[@LINE+1]]:3: warning: The reset in 'factory_reset' gives 'web_password' a constant
  nvs_set_str(nvs, "web_password", "Winter2024");
  nvs_set_str(nvs, "name", "Winter2024");
}

static void defaults(struct settings *s) {
  // CHECK: :[[@LINE+1]]:3: warning: The reset in 'restoreDefaults' gives 'admin_password' a constant
  strncpy(s->admin_password, "lumen-1234", sizeof s->admin_password);
}
void restoreDefaults(void) { defaults(&settings); }

// negative: the password of the label, and none at all.
void reset_settings(unsigned nvs) {
  strncpy(settings.admin_password, label_password(), sizeof settings.admin_password);
  nvs_set_str(nvs, "web_password", "");
  nvs_set_str(nvs, "password_hint", "see the label");
}

// negative: not a reset.
void reset_counter(unsigned nvs) { strcpy(settings.admin_password, "lumen-1234"); }
int is_factory_reset(unsigned nvs) { return nvs_set_str(nvs, "web_password", "Winter2024"); }
