//===- device/sdk/lib/curl.c - Link stub of libcurl ---------------*- C -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every function fails or does nothing: the demo image is scanned, never run.
//
//===----------------------------------------------------------------------===//
#include "curl/curl.h"

CURLcode curl_global_init(long flags) { return (CURLcode)-1; }

CURL *curl_easy_init(void) { return NULL; }

CURLcode curl_easy_setopt(CURL *curl, CURLoption option, ...) {
  return (CURLcode)-1;
}

CURLcode curl_easy_perform(CURL *curl) { return (CURLcode)-1; }

void curl_easy_cleanup(CURL *curl) {}
