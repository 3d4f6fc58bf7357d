// RUN: %firmcop-tidy '--checks=-*,firmcop-third-party-data-endpoint' --quiet %s -- -std=c11 | FileCheck %s --allow-empty
// CHECK-NOT: warning:

// negative: a list that blocks them.
const char *const blocked[] = {
    "adjust.com", "amplitude.com", "appsflyer.com", "branch.io",
    "bugsnag.com", "flurry.com", "hotjar.com", "mixpanel.com",
};
