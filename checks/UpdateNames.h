//===- checks/UpdateNames.h - Names that speak of updates -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rules on the syntax tree judge names as the flow core does.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_UPDATENAMES_H
#define FIRMCOP_CHECKS_UPDATENAMES_H

#include "core/flow/UpdateNames.h" // IWYU pragma: export

#endif // FIRMCOP_CHECKS_UPDATENAMES_H
