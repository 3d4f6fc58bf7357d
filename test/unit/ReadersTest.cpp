//===- test/unit/ReadersTest.cpp - Configurations of devices ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Inittab.h"
#include "binscan/readers/KeyValue.h"
#include "binscan/readers/Placeholders.h"
#include "binscan/readers/SecurityTxt.h"
#include "binscan/readers/ShellWalk.h"
#include "binscan/readers/Text.h"
#include "binscan/readers/UpdateFlow.h"

#include <gtest/gtest.h>

using namespace firmcop::binscan;
using Strings = std::vector<std::string>;

TEST(Text, Lines) {
  EXPECT_TRUE(splitLines("").empty());
  const auto L = splitLines("a\r\n\nb");
  ASSERT_EQ(L.size(), 3u);
  EXPECT_EQ(L[0].Text, "a");
  EXPECT_EQ(L[2].Number, 3u);
  EXPECT_EQ(splitLines("a\n").size(), 1u);
}

TEST(Text, NumbersAreWhole) {
  EXPECT_EQ(readNumber("0042"), 42u);
  for (const char *Bad : {"", "-1", "1 ", "0x1", "12345678901"})
    EXPECT_FALSE(readNumber(Bad)) << Bad;
}

TEST(Text, PrintableEscapesControls) {
  EXPECT_EQ(printable("a\x1b[31m/\xff"), "a%1B[31m/%FF");
  EXPECT_EQ(printable("caf\xc3\xa9"), "caf\xc3\xa9");
  EXPECT_LE(printable(std::string(10'000, 'a')).size(), 210u);
}

TEST(Settings, Sections) {
  const auto S = readSettings("a=1\n[one]\n# a=2\n a = \"x y\" \n"
                              "network={\n psk=\"p\"\n}\nb=3\n",
                              Syntax::Equals);
  ASSERT_EQ(S.size(), 4u);
  EXPECT_EQ(S[1].Section, "one");
  EXPECT_EQ(S[1].Value, "x y");
  EXPECT_EQ(S[1].Line, 4u);
  EXPECT_EQ(S[2].Section, "network");
  EXPECT_EQ(S[3].Section, "");
}

TEST(Settings, WordsAndMatchBlocks) {
  const auto S = readSettings(
      "PermitRootLogin yes\nPort=22\nMatch User a\nPermitRootLogin no\n",
      Syntax::Words);
  ASSERT_EQ(S.size(), 3u);
  EXPECT_EQ(S[1].Value, "22");
  EXPECT_EQ(S[2].SectionNumber, 1u);
  EXPECT_EQ(findSetting(S, "permitrootlogin")->Value, "yes");
}

TEST(Uci, QuotesAndLists) {
  const auto S = readUci("config a 'n' # c\n\toption k 'v w'\n list k \"z\"\n"
                         "option lost 'x\nconfig b\n");
  ASSERT_EQ(S.size(), 2u);
  EXPECT_EQ(S[0].Name, "n");
  EXPECT_EQ(S[0].get("k"), "z");
  EXPECT_EQ(S[0].Options[0].Value, "v w");
  EXPECT_EQ(S[1].find("k"), nullptr);
}

TEST(Inittab, Entries) {
  const auto E = readInittab("::sysinit:/etc/rcS a:b\n#::respawn:x\nbroken\n"
                             "6:6:wait:/x\nttyS0::askfirst:-/bin/sh\n");
  ASSERT_EQ(E.size(), 3u);
  EXPECT_EQ(E[0].Process, "/etc/rcS a:b");
  EXPECT_FALSE(E[1].isStarted());
  EXPECT_EQ(E[2].Id, "ttyS0");
  EXPECT_TRUE(E[2].isStarted());
}

TEST(SecurityTxt, Dates) {
  EXPECT_TRUE(readRfc3339("2027-06-30T00:00:00Z"));
  EXPECT_TRUE(readRfc3339("2027-06-30t23:59:60.25+02:00"));
  for (const char *Bad :
       {"", "2027-06-30", "2027-13-30T00:00:00Z", "2027-06-31T00:00:00Z",
        "2027-06-30T00:00:00", "2027-06-30T00:00:00.Z", "2027-06-30 00:00:00Z"})
    EXPECT_FALSE(readRfc3339(Bad)) << Bad;
}

TEST(SecurityTxt, EmptyFileLacksBothFields) {
  EXPECT_EQ(readSecurityTxt("").Defects.size(), 2u);
}

TEST(Placeholders, AreNoSecrets) {
  for (const char *P : {"", "<set later>", "@PSK@", "$KEY", "********",
                        "xxxxxxxx", "your_password", "none", "a${b}"})
    EXPECT_TRUE(isPlaceholder(P)) << P;
  for (const char *S : {"changeme", "12345678", "Tulip77x"})
    EXPECT_FALSE(isPlaceholder(S)) << S;
}

static Strings unwrapped(Strings Words) {
  std::string User;
  return unwrap(std::move(Words), User);
}

TEST(StartedCommand, Wrappers) {
  EXPECT_EQ(unwrapped({"start-stop-daemon", "-S", "-p", "/x", "-x", "/d", "--",
                       "-l", "y"}),
            (Strings{"/d", "-l", "y"}));
  EXPECT_TRUE(
      unwrapped({"start-stop-daemon", "--stop", "--exec", "/d"}).empty());
  EXPECT_EQ(unwrapped({"nice", "-n", "5", "busybox", "telnetd", "-F"}),
            (Strings{"telnetd", "-F"}));
  EXPECT_EQ(unwrapped({"env", "A=b", "setsid", "x"}), (Strings{"x"}));
  EXPECT_EQ(unwrapped({"tcpsvd", "-vE", "0.0.0.0", "21", "ftpd", "/"}),
            (Strings{"ftpd", "/"}));
  EXPECT_EQ(unwrapped({"openvt", "-c", "2", "sh"}), (Strings{"sh"}));
  EXPECT_EQ(unwrapped({"chpst", "-u", "www", "x", "-u", "y"}),
            (Strings{"x", "-u", "y"}));
  EXPECT_EQ(unwrapped({"su", "-s", "/bin/sh", "-c", "x -a", "www"}),
            (Strings{"x", "-a"}));
  EXPECT_TRUE(unwrapped({"su", "-"}).empty());
  EXPECT_TRUE(unwrapped({"setuidgid", "www"}).empty());
  EXPECT_TRUE(unwrapped({"chroot"}).empty());
  EXPECT_TRUE(unwrapped({"tcpsvd", "0"}).empty());
}

TEST(StartedCommand, Users) {
  const auto UserOf = [](Strings Words) {
    std::string User;
    unwrap(std::move(Words), User);
    return User;
  };
  EXPECT_EQ(UserOf({"s6-setuidgid", "www:www", "x"}), "www");
  EXPECT_EQ(UserOf({"chpst", "-u", "www", "x"}), "www");
  EXPECT_EQ(UserOf({"sudo", "-u", "www", "x", "-u", "y"}), "www");
  EXPECT_EQ(UserOf({"su", "www", "-c", "x"}), "www");
  EXPECT_EQ(UserOf({"start-stop-daemon", "-S", "-c", "www", "-x", "x"}), "www");
  EXPECT_EQ(UserOf({"nohup", "x", "-u", "y"}), "");
}

TEST(StartedCommand, Flags) {
  StartedCommand C;
  C.Arguments = {"-/usr/sbin/dropbear", "-RB", "-p", "22", "--login=x"};
  EXPECT_EQ(C.program(), "dropbear");
  EXPECT_TRUE(C.hasFlag("-B"));
  EXPECT_FALSE(C.hasFlag("-s"));
  EXPECT_EQ(C.valueOf("-p"), "22");
  EXPECT_EQ(C.valueOf("--login"), "x");
  EXPECT_FALSE(C.valueOf("-z"));
}

/// How many installs are unverified in a script.
static std::size_t unverified(std::string_view Script) {
  return followUpdates(*shell::parse(Script)).Unverified.size();
}

TEST(UpdateFlow, OnlySuccessCounts) {
  const std::string Get = "wget -O /tmp/f https://h/f\n";
  const std::string Verify = "usign -V -m /tmp/f -p /k";
  const std::string Write = "mtd write /tmp/f firmware";
  EXPECT_EQ(unverified(Get + Write), 1u);
  EXPECT_EQ(unverified(Get + Verify + "\n" + Write), 1u);
  EXPECT_EQ(unverified(Get + Verify + " || true\n" + Write), 1u);
  EXPECT_EQ(unverified(Get + Verify + " && " + Write), 0u);
  EXPECT_EQ(unverified(Get + Verify + " || exit 1\n" + Write), 0u);
  EXPECT_EQ(unverified(Get + Verify + " || " + Write), 1u);
  EXPECT_EQ(unverified("set -e\n" + Get + Verify + "\n" + Write), 0u);
  EXPECT_EQ(unverified(Get + "if " + Verify + "; then " + Write + "; fi"), 0u);
  EXPECT_EQ(unverified(Get + "if ! " + Verify + "; then " + Write + "; fi"),
            1u);
  EXPECT_EQ(unverified(Get + Verify + "\n[ $? -eq 0 ] && " + Write), 0u);
  EXPECT_EQ(unverified(Get + Verify + "\n[ $? -eq 1 ] && exit 1\n" + Write),
            0u);
  // What arrives after the verification has not been verified.
  EXPECT_EQ(unverified(Verify + " || exit 1\n" + Get + Write), 1u);
}

TEST(UpdateFlow, HostileScriptsEnd) {
  std::string Recursive = "f() { f; f; wget x | sh; }\nf\n";
  EXPECT_LE(unverified(Recursive), 1u);
  std::string Many;
  for (int I = 0; I < 2'000; ++I)
    Many += "X=$X$X$X\n";
  EXPECT_EQ(unverified("X=abc\n" + Many), 0u);
}
