// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <sys/socket.h>
namespace proto {
struct [[gnu::packed]] Header {
  uint8_t ver : 4, kind : 4;
  uint8_t flags;
  uint16_t len;
};
struct [[gnu::packed]] Item {
  uint16_t slot;
  uint16_t size;
  uint8_t bytes[];
};
class Store {
public:
  bool put(const Item *it) {
    // finds input: firmcop-unchecked-index
    // finds input: firmcop-unchecked-length
    std::memcpy(slots_[it->slot], it->bytes, it->size);
    return true;
  }
  bool putOk(const Item *it) {
    if (it->slot >= kSlots || it->size > sizeof slots_[0])
      return false;
    std::memcpy(slots_[it->slot], it->bytes, it->size);
    return true;
  }

private:
  static constexpr unsigned kSlots = 8;
  uint8_t slots_[kSlots][64];
};
class Receiver {
public:
  explicit Receiver(int fd) : fd_(fd) {}
  int poll() {
    uint8_t raw[512];
    ssize_t n = ::recv(fd_, raw, sizeof raw, 0);
    if (n < (ssize_t)(sizeof(Header) + sizeof(Item)))
      return -1;
    auto *h = reinterpret_cast<const Header *>(raw);
    auto *it = reinterpret_cast<const Item *>(raw + sizeof *h);
    switch (h->kind) {
    case 1:
      return store_.put(it);
    case 2:
      return store_.putOk(it);
      // finds input: firmcop-unchecked-index
    case 3:
      return counts_[h->flags]++;
    case 4:
      return counts_[h->ver]++;
    }
    return 0;
  }

private:
  int fd_;
  Store store_;
  int counts_[16]{};
};
} // namespace proto
int main() {
  proto::Receiver r(0);
  while (r.poll() >= 0) {
  }
}
