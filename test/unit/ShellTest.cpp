//===- test/unit/ShellTest.cpp - The shell reader ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binscan/readers/Shell.h"

#include <gtest/gtest.h>

using namespace firmcop::binscan::shell;

/// The tree on one line: "(and (cmd a b) (cmd c))".
static std::string show(const Node &N) {
  static constexpr const char *Names[] = {
      "cmd", "pipe",  "and", "or",   "not", "seq",  "bg",
      "if",  "while", "for", "case", "def", "group"};
  std::string Text = std::string("(") + Names[static_cast<int>(N.Of)];
  if (!N.Name.empty())
    Text += ":" + N.Name;
  for (const Assignment &A : N.Assignments)
    Text += " " + A.Name + "=" + A.Value.text();
  for (const Word &W : N.Words)
    Text += " " + W.text();
  for (const Redirect &R : N.Redirects)
    Text += " " + R.Operator + R.Target.text();
  for (std::size_t I = 0; I < N.Children.size(); ++I) {
    Text += " ";
    if (I < N.Patterns.size()) {
      for (const Word &P : N.Patterns[I])
        Text += P.text() + "|";
      Text += ":";
    }
    Text += show(*N.Children[I]);
  }
  return Text + ")";
}

static std::string tree(std::string_view Script) {
  return show(*parse(Script));
}

TEST(Shell, ListsAndOperators) {
  EXPECT_EQ(tree("a; b & c"), "(seq (cmd a) (bg (cmd b)) (cmd c))");
  EXPECT_EQ(tree("a && b || ! c"),
            "(seq (or (and (cmd a) (cmd b)) (not (cmd c))))");
  EXPECT_EQ(tree("a |\n b | c"), "(seq (pipe (cmd a) (cmd b) (cmd c)))");
}

TEST(Shell, WordsAndQuotes) {
  EXPECT_EQ(tree("X=1 Y='a b' cmd \"$X\" 'it''s' a\\ b \"q\\\"$(id -u)\""),
            "(seq (cmd X=1 Y=a b cmd $X its a b q\"$(id -u)))");
  EXPECT_EQ(tree("echo ${A:-b} ${C##*/} `pwd`"),
            "(seq (cmd echo $A $C##*/ $(pwd)))");
  EXPECT_FALSE(parse("a $b")->Children[0]->Words[1].isLiteral());
  EXPECT_TRUE(parse("a '$b'")->Children[0]->Words[1].isLiteral());
}

TEST(Shell, CommentsAndContinuations) {
  EXPECT_EQ(tree("# telnetd\na \\\n b # telnetd\nc#d"),
            "(seq (cmd a b) (cmd c#d))");
  EXPECT_EQ(parse("\n\na \\\n b\nc")->Children[1]->Line, 5u);
}

TEST(Shell, HereDocumentsAreNoCommands) {
  EXPECT_EQ(tree("cat <<EOF > x\ntelnetd\nEOF\nb"),
            "(seq (cmd cat <<EOF >x) (cmd b))");
  EXPECT_EQ(tree("cat <<-'E'\n\ttelnetd\n\tE\nb"),
            "(seq (cmd cat <<-E) (cmd b))");
}

TEST(Shell, Redirects) {
  EXPECT_EQ(tree("a >/dev/null 2>&1 &"), "(seq (bg (cmd a >/dev/null >&1)))");
  EXPECT_EQ(tree("a 2>x b2"), "(seq (cmd a b2 >x))");
}

TEST(Shell, Compounds) {
  EXPECT_EQ(tree("if [ -x a ]; then\n b\nelif c; then d; else e; fi"),
            "(seq (if (seq (cmd [ -x a ])) (seq (cmd b)) (seq (cmd c)) (seq "
            "(cmd d)) (seq (cmd e))))");
  EXPECT_EQ(tree("for i in /etc/*.sh b; do $i start; done"),
            "(seq (for:i /etc/*.sh b (seq (cmd $i start))))");
  EXPECT_EQ(tree("while read x; do a; done < f"),
            "(seq (while <f (seq (cmd read x)) (seq (cmd a))))");
  EXPECT_EQ(tree("case \"$1\" in\n start|boot) a;;\n (*)\n b\n ;;\nesac; c"),
            "(seq (case $1 start|boot|:(seq (cmd a)) *|:(seq (cmd b))) "
            "(cmd c))");
  EXPECT_EQ(tree("f() { a; }\nfunction g { b; }\n( c; d )"),
            "(seq (def:f (group (seq (cmd a)))) (def:g (group (seq (cmd b)))) "
            "(group (seq (cmd c) (cmd d))))");
  EXPECT_EQ(tree("[[ a && b < c ]] && d"),
            "(seq (and (cmd [[ a && b < c ]]) (cmd d)))");
}

TEST(Shell, BrokenInputEnds) {
  for (const char *Text :
       {"if",     "case",        "(((((", "a | | b ;; ) fi done } x",
        "$(",     "${",          "`",     "\"",
        "'",      "f() {",       "for",   "<<",
        "cat <<", "case a in b", "[[ a",  "function",
        "a() (",  "((",          "$((",   "while; do",
        "! ! !",  "\\"})
    EXPECT_NE(parse(Text), nullptr) << Text;
  std::string Deep(5000, '(');
  EXPECT_NE(parse(Deep), nullptr);
  std::string Nested;
  for (int I = 0; I < 2000; ++I)
    Nested += "$(";
  EXPECT_NE(parse(Nested), nullptr);
  Nested.clear();
  for (int I = 0; I < 3000; ++I)
    Nested += "f() ";
  EXPECT_NE(parse(Nested), nullptr);
  Nested.clear();
  for (int I = 0; I < 300000; ++I)
    Nested += "! ";
  EXPECT_NE(parse(Nested), nullptr);
  Nested.clear();
  for (int I = 0; I < 300000; ++I)
    Nested += "a && ";
  EXPECT_NE(parse(Nested), nullptr);
}

TEST(Shell, StrayTokensAreSkipped) {
  EXPECT_NE(tree("fi\ntelnetd").find("(cmd telnetd)"), std::string::npos);
  EXPECT_NE(tree(") ;; x").find("(cmd x)"), std::string::npos);
}

TEST(Shell, Shebang) {
  EXPECT_TRUE(isShellScript("#!/bin/sh\n"));
  EXPECT_TRUE(isShellScript("#! /bin/sh /etc/rc.common\n"));
  EXPECT_TRUE(isShellScript("#!/usr/bin/env bash\n"));
  EXPECT_FALSE(isShellScript("#!/usr/bin/python3\n"));
  EXPECT_FALSE(isShellScript("telnetd\n"));
}

TEST(Shell, Patterns) {
  EXPECT_TRUE(matchesPattern("S??*", "S50net"));
  EXPECT_FALSE(matchesPattern("S??*", "K50net"));
  EXPECT_TRUE(matchesPattern("*", ""));
  EXPECT_TRUE(matchesPattern("S[0-9]*", "S5x"));
  EXPECT_FALSE(matchesPattern("S[!0-9]*", "S5x"));
  EXPECT_TRUE(matchesPattern("*.sh", "a.b.sh"));
  EXPECT_FALSE(matchesPattern("a", "ab"));
  EXPECT_TRUE(matchesPattern("[", "["));
}
