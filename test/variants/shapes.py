# test/variants/shapes.py - The ways in which a value gets to where it is used
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A shape turns a scenario into C functions. Each gives the text of the main
file and that of a second file; both lie around the entry function 'start_@',
which nothing calls."""


def code(scenario, is_bad):
    """The fragments of one side: statements before, the value, a harmless one."""
    before = scenario.before + ("" if is_bad else scenario.check)
    expression = scenario.bad if is_bad else scenario.good
    return before, expression, scenario.other or scenario.good


def use(scenario, value):
    return scenario.sink.replace("$", value)


def declare(kind, name):
    return f"{kind}{name}" if kind.endswith("*") else f"{kind} {name}"


def passed(scenario):
    """The context as an argument."""
    return scenario.context.replace("*", " ").split()[-1]


def apply_function(s, storage="static "):
    return (
        f"{storage}void apply_@({s.context}, {declare(s.value, 'value')}) {{\n"
        f"{use(s, 'value')}\n}}\n"
    )


def entry(s, before, rest, parameters=""):
    return f"void start_@({s.context}{parameters}) {{\n{before}\n{rest}\n}}\n"


def direct(s, before, expression, other):
    return entry(s, before, use(s, expression)), ""


def wrapper(s, before, expression, other):
    call = f"  apply_@({passed(s)}, {expression});"
    return apply_function(s) + entry(s, before, call), ""


def field(s, before, expression, other):
    head = f"struct job_@ {{\n  int revision;\n  {declare(s.value, 'value')};\n}};\n"
    perform = (
        f"static void perform_@({s.context}, const struct job_@ *job) {{\n"
        f"{use(s, 'job->value')}\n}}\n"
    )
    rest = (
        f"  struct job_@ job;\n  job.revision = 1;\n  job.value = {expression};\n"
        f"  perform_@({passed(s)}, &job);"
    )
    return head + perform + entry(s, before, rest), ""


def macro(s, before, expression, other):
    sink = " \\\n".join(use(s, "(value)").splitlines())
    head = f"#define APPLY_@(value) \\\n  do {{ \\\n{sink} \\\n  }} while (0)\n#define VALUE_@ {expression}\n"
    return head + entry(s, before, "  APPLY_@(VALUE_@);"), ""


def other_file(s, before, expression, other):
    head = f"void apply_@({s.context}, {declare(s.value, 'value')});\n"
    call = f"  apply_@({passed(s)}, {expression});"
    return head + entry(s, before, call), apply_function(s, "")


def callback(s, before, expression, other):
    head = f"typedef void (*handler_@)({s.context}, {declare(s.value, 'value')});\n"
    dispatch = (
        f"static void dispatch_@(handler_@ handler, {s.context}, "
        f"{declare(s.value, 'value')}) {{\n  handler({passed(s)}, value);\n}}\n"
    )
    call = f"  dispatch_@(apply_@, {passed(s)}, {expression});"
    return head + apply_function(s) + dispatch + entry(s, before, call), ""


def ternary(s, before, expression, other):
    rest = f"  {declare(s.value, 'value')} = mode > 1 ? {expression} : {other};\n"
    return entry(s, before, rest + use(s, "value"), ", int mode"), ""


def loop(s, before, expression, other):
    rest = (
        f"  {declare(s.value, 'value')} = {other};\n"
        f"  for (int attempt = 0; attempt < 3; attempt++) {{\n"
        f"    if (attempt == mode)\n      value = {expression};\n  }}\n"
    )
    return entry(s, before, rest + use(s, "value"), ", int mode"), ""


def alias(s, before, expression, other):
    rest = (
        f"  {declare(s.value, 'value')} = {other};\n"
        f"  {declare(s.value + ' *', 'where')} = &value;\n  *where = {expression};\n"
    )
    return entry(s, before, rest + use(s, "value")), ""


def global_variable(s, before, expression, other):
    head = f"static {declare(s.value, 'current_@')};\n"
    perform = f"static void perform_@({s.context}) {{\n{use(s, 'current_@')}\n}}\n"
    rest = f"  current_@ = {expression};\n  perform_@({passed(s)});"
    return head + perform + entry(s, before, rest), ""


SHAPES = {
    "direct": direct,
    "wrapper": wrapper,
    "field": field,
    "macro": macro,
    "other-file": other_file,
    "callback": callback,
    "ternary": ternary,
    "loop": loop,
    "alias": alias,
    "global": global_variable,
}
