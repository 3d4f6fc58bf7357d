//===- checks/lowering/Lowering.h - Clang's tree for the flow core -*- C++
//-*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Turns a translation unit into the form that the flow core reads
// (firmcop/flow/Program.h), the way a compiler generates code without
// optimisation: one walk over each body, from the leaves up.
//
// Lowered are the functions that are written in the main file and in headers
// that are not the system's, as far as they are used or other units can see
// them, the instantiations of their templates, what the compiler adds
// (constructors, destructors), and the static functions of system headers that
// are used. All others are declared by name only; models say what they do.
//
// What this front end settles beyond Program.h:
//   - A record that is passed by value is passed by its address; the function
//     copies it into a local of its own when it is entered.
//   - A record that is returned is returned by its address; the result of such
//     a call is the address of an object that holds the copy.
//   - Static local variables are globals, named "function.variable".
//   - The method of a lambda has the captures as fields of its object.
//   - What the tree holds and the form cannot say is an Unknown operation.
//
//===----------------------------------------------------------------------===//

#ifndef FIRMCOP_CHECKS_LOWERING_LOWERING_H
#define FIRMCOP_CHECKS_LOWERING_LOWERING_H

#include "checks/Clang.h"
#include "firmcop/flow/Program.h"

namespace firmcop {

/// The unit, complete. Constructs that nest too deeply become Unknown and mark
/// the unit as incomplete, as errors in the source do.
flow::Unit lowerTranslationUnit(clang::ASTContext &Context);

} // namespace firmcop

#endif // FIRMCOP_CHECKS_LOWERING_LOWERING_H
