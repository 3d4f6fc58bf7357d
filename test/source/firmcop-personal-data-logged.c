// RUN: %check %s -- -std=c11

int printf(const char *format, ...);
int puts(const char *text);
void syslog(int priority, const char *format, ...);
void device_log(const char *tag, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
int sprintf(char *to, const char *format, ...);

struct owner {
  char first_name[32];
  char email[64];
  char phone_number[24];
  char ssid[33];
  double latitude, longitude;
  int heart_rate;
  int email_count;
  unsigned long uptime;
};

void found(const struct owner *o, const char *owner_email, const char *imei) {
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: warning: The e-mail address 'owner_email' is written to the log by 'syslog'; {{.*}} [firmcop-personal-data-logged]
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The telephone number 'phone_number' is
  syslog(6, "registered to %s, phone %s", owner_email, o->phone_number);
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: warning: The position 'latitude' is
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The position 'longitude' is
  device_log("gps", "at %f, %f", o->latitude, o->longitude);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The health datum 'heart_rate' is
  printf("pulse %d\n", o->heart_rate);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The person's name 'first_name' is
  puts(o->first_name);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: The IMEI 'imei' is
  device_log("modem", "imei %s", imei);
}

// negative: other data, presence, text that is not logged, constants.
void silent(const struct owner *o, const char *file_name, char *out,
            const char *address_family_name, const char *full_name) {
  printf("unknown family %s in %s\n", address_family_name, full_name);
  printf("up %lu s, %d messages, %s\n", o->uptime, o->email_count, file_name);
  printf("%s\n", o->email[0] ? "set" : "unset");
  syslog(6, "network %s", o->ssid);
  sprintf(out, "To: %s", o->email);
  const char *email = "support@example.org";
  printf("write to %s\n", email);
  int mac_address = 0, last_name_length = 0, street = 0;
  printf("%d %d %d\n", mac_address, last_name_length, street);
}
