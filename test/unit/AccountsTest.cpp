//===- test/unit/AccountsTest.cpp - passwd, shadow, hashes ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Accounts.h"
#include "binscan/HtpasswdHash.h"
#include "binscan/adapters/Crypt.h"

#include <gtest/gtest.h>

using namespace firmcop::binscan;

TEST(Accounts, SchemesByForm) {
  EXPECT_EQ(schemeOf(""), Scheme::Empty);
  EXPECT_EQ(schemeOf("x"), Scheme::Shadowed);
  for (const char *Locked : {"*", "!", "!!", "*LK*", "!$1$abc$def", "NP"})
    EXPECT_EQ(schemeOf(Locked), Scheme::Locked) << Locked;
  EXPECT_EQ(schemeOf("absxcfbgXtb3o"), Scheme::Des);
  EXPECT_EQ(schemeOf("$1$$qRPK7m23GJusamGpoGLby/"), Scheme::Md5);
  EXPECT_EQ(schemeOf("$apr1$xfWPv$sVt5shwriMAJHskkAnTFSS"), Scheme::Apr1);
  EXPECT_EQ(schemeOf("{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g="), Scheme::Sha1Base64);
  EXPECT_EQ(schemeOf("$2b$05$abcdefghijklmnopqrstuuJ4e2C4qu7xwncuBUHUaZnIMdFGNj"
                     "kAa"),
            Scheme::Bcrypt);
  // Of the right prefix, but cut off.
  for (const char *Broken :
       {"$1$abc$def", "$6$abc$def", "$2b$05$abc", "$y$j9T$"})
    EXPECT_EQ(schemeOf(Broken), Scheme::Unknown) << Broken;
}

TEST(Accounts, PasswdIsReadByField) {
  const auto A = readPasswd("root:x:0:0:root:/root:/bin/sh\r\n"
                            "# comment:x:0:0:a:b:c\n"
                            "short:x:0\n"
                            "word:x:zero:0:::\n"
                            "last::1:1:::");
  ASSERT_EQ(A.size(), 2u);
  EXPECT_EQ(A[0].Name, "root");
  EXPECT_EQ(A[0].Shell, "/bin/sh");
  EXPECT_EQ(A[0].Uid, 0u);
  EXPECT_EQ(A[1].Name, "last");
  EXPECT_EQ(A[1].Line, 5u);
}

TEST(Accounts, ShadowToleratesMissingFields) {
  const auto A =
      readShadow("root::0:0:99999:7:::\nadmin:*\nnot a shadow:a:b\n");
  ASSERT_EQ(A.size(), 2u);
  EXPECT_EQ(A[0].Password, "");
  EXPECT_EQ(A[1].Password, "*");
}

TEST(Accounts, ShellsThatRefuse) {
  EXPECT_TRUE(refusesLogin("/sbin/nologin"));
  EXPECT_TRUE(refusesLogin("/bin/false"));
  EXPECT_FALSE(refusesLogin("/bin/ash"));
  EXPECT_FALSE(refusesLogin(""));
}

TEST(Crypt, ComputesEveryScheme) {
  PasswordTester T;
  EXPECT_TRUE(T.fits("", "$1$$qRPK7m23GJusamGpoGLby/"));
  EXPECT_TRUE(T.fits("xc3511", "absxcfbgXtb3o"));
  EXPECT_TRUE(T.fits("admin", "$1$abcdefgh$l/LAqC8oJERu7Cmx6trtY/"));
  EXPECT_FALSE(T.fits("Admin", "$1$abcdefgh$l/LAqC8oJERu7Cmx6trtY/"));
  EXPECT_FALSE(T.fits("admin", "$9$unknown$"));
  EXPECT_FALSE(T.fits("admin", ""));
  EXPECT_FALSE(T.fits(std::string_view("a\0b", 3), "absxcfbgXtb3o"));
}

TEST(Htpasswd, AgreesWithOthers) {
  // By 'openssl passwd -apr1', and by crypt(3) for the scheme it shares.
  EXPECT_EQ(md5Crypt("admin", "q7Zk2", "$apr1$"),
            "$apr1$q7Zk2$4LZRwu4BfKDO2Z6KpTCFP.");
  const std::string Long = "a longer password of more than sixteen";
  EXPECT_EQ(md5Crypt(Long, "abcdefgh", "$apr1$"),
            "$apr1$abcdefgh$uXqbOOm9578xJsWSWKxRv.");
  PasswordTester T;
  for (const std::string &P : {std::string(), std::string("x"), Long})
    EXPECT_TRUE(T.fits(P, md5Crypt(P, "saltsalt", "$1$"))) << P;
  EXPECT_TRUE(fitsHtpasswd("admin", "{SHA}0DPiKuNIrrVmD8IUCuw1hQxNqZc="));
  EXPECT_FALSE(fitsHtpasswd("Admin", "{SHA}0DPiKuNIrrVmD8IUCuw1hQxNqZc="));
  for (const char *Broken : {"", "{SHA}", "{SHA}!", "$apr1$", "$apr1$salt"})
    EXPECT_FALSE(fitsHtpasswd("admin", Broken)) << Broken;
}
