// The standard library is called by name; none of it is lowered.
// RUN: %firmcop-tidy --dump-flow %s -- -std=c++17 | FileCheck %s

#include <cstring>
#include <list>
#include <map>
#include <string>
#include <vector>

// CHECK-DAG: "vector::push_back" model "std::vector::push_back"
// CHECK-DAG: "vector::operator[]" model "std::vector::operator[]"
// CHECK-DAG: "list::back" model "std::list::back"
// CHECK-DAG: "map::operator[]" model "std::map::operator[]"
// CHECK-DAG: "basic_string::operator+=" model "std::basic_string::operator+="
// CHECK-DAG: "basic_string::c_str" model "std::basic_string::c_str"
// CHECK-DAG: declare @strlen model

void take(const char *);

// CHECK: function @_Z3runPc(
// CHECK: call @[[PUSH:_ZNSt6vectorIPc.*push_back[^(]*]](&vector, &data) [method]
// CHECK: [[PLACE:t[0-9]+]] = call ptr @{{.*}}(&vector, 0) [method]
// CHECK: [[FIRST:t[0-9]+]] = load ptr [[PLACE]]
// CHECK: call @_Z4takePKc([[FIRST]])
// CHECK: [[TEXT:t[0-9]+]] = call ptr @{{.*}}c_str{{.*}}(&text) [method]
// CHECK: call @_Z4takePKc([[TEXT]])
// CHECK-NOT: {{^}}function
void run(char *data) {
  std::vector<char *> vector;
  vector.push_back(data);
  take(vector[0]);
  std::map<int, char *> map;
  map[1] = data;
  std::list<char *> list;
  list.push_back(data);
  take(list.back());
  std::string text;
  text += data;
  if (std::strlen(data) > 3)
    take(text.c_str());
}
