//===- core/models/Kinds.cpp - The vocabulary of the models -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rules and models meet in these words and nowhere else: a rule page asks for
// kinds, a model row gives them. Each kind is declared here, once, with what a
// row of that kind promises about its port (or, without one, about the call,
// the field, the constant or the macro itself).
//
// Kinds that end in "-input" are data that somebody else decides; rules name
// them together as "input". Rules may also name the operations of a program as
// kinds ("index", "divisor"; see firmcop/Rule.h): no row gives those.
//
//===----------------------------------------------------------------------===//

#include "firmcop/Model.h"

#include <algorithm>
#include <functional>
#include <iterator>

using namespace firmcop;

static constexpr ModelKind Kinds[] = {
    {"allocation-size", "so much memory is reserved"},
    {"argument-input", "what the program is started with"},
    {"at-most", "not above the value at 'from'", FromPort::Always},
    {"authentication-code", "a code that proves where data comes from"},
    {"ble-input", "data that a Bluetooth peer sent"},
    {"boot-verification", "leaves it to the boot loader to verify the image"},
    {"boot-verification-off",
     "a build option: the boot loader verifies nothing"},
    {"bounded-copy-source",
     "text that a bounded copy puts into its first argument"},
    {"callback-value", "is passed the value of 'from'", FromPort::Always},
    {"command", "text that a shell runs"},
    {"configuration-input", "a value from the device's stored settings"},
    {"console-input", "what is typed at a console, or piped in"},
    {"content-append", "its content goes on with that of 'from'",
     FromPort::Always},
    {"content-constant", "its content becomes constant"},
    {"content-copy", "its content becomes that of 'from'", FromPort::Always},
    {"copy-destination", "the buffer of a copy that knows no bound"},
    {"copy-length", "so much is written to the object at 'from'",
     FromPort::Optional},
    {"copy-source", "the string of a copy that knows no bound"},
    {"crc-check", "a checksum that guards against accidents only"},
    {"crypto-key", "a secret or private key"},
    {"debug-configuration", "a build option that leaves a debug interface in"},
    {"debug-port-open", "leaves the chip's debug port open"},
    {"debug-shell-start", "starts a command shell or console"},
    {"debug-stop-mode", "keeps the debug port alive in low-power modes"},
    {"delay", "waits; the port is for how long"},
    {"download", "fetches a file or an image"},
    {"ecb-mode", "encrypts blocks independently of each other"},
    {"environment-input", "a value from the environment of the process"},
    {"environment-setting", "a variable of the environment that is set"},
    {"event-wait", "waits until something happens"},
    {"fast-password-hash", "turns a password into a hash or key too quickly"},
    {"file-input", "data read from a file or descriptor"},
    {"file-mask", "permissions that new files do not get"},
    {"file-mode", "gives a file these permissions"},
    {"file-path", "the path of the file that is opened, made or changed"},
    {"file-write", "writes to a file; the port is its descriptor or stream"},
    {"flash-erase", "erases flash memory"},
    {"flash-write", "writes flash memory; the port is the data"},
    {"format", "a printf-style format string"},
    {"formatted-content",
     "its text is made of the format at 'from' and the values that follow it",
     FromPort::Always},
    {"hash-verification", "compares the hash of an image or file"},
    {"hostname-check-off", "accepts a certificate of any host"},
    {"http-input", "data that an HTTP peer sent"},
    {"image-commit", "makes an image the one that is booted next"},
    {"iv", "the initialisation vector of a cipher"},
    {"length", "the length of the text at 'from'", FromPort::Always},
    {"library-path", "the path of a library that is loaded"},
    {"log-argument", "the first value that is logged"},
    {"memory-compare", "compares strings or bytes; both ports"},
    {"mqtt-input", "a topic or message that an MQTT peer sent"},
    {"network-connect", "connects to a peer"},
    {"new-copy", "points to a new object with the content of 'from'",
     FromPort::Always},
    {"new-file-mode", "creates a file with these permissions, less the mask"},
    {"new-object", "points to a new object, of the size at 'from'",
     FromPort::Optional},
    {"no-return", "does not return"},
    {"no-validation", "looks at a text without telling good from bad"},
    {"nonce", "a number that a cipher may see only once under a key"},
    {"number-of", "the number that the text at 'from' spells",
     FromPort::Always},
    {"open-access-point", "a wireless network without a passphrase"},
    {"password", "a password"},
    {"plain-protocol", "speaks a protocol without encryption"},
    {"pointer-into", "null, or a pointer into the object that 'from' points to",
     FromPort::Always},
    {"printed-value", "text made of a number or an address; holds no syntax"},
    {"private-key-data", "an encoded private key"},
    {"program", "the program that is run"},
    {"psk", "a key that both ends of a connection share"},
    {"random-seed-predictable", "seeds a generator; the port is the seed"},
    {"remote-input", "data that came over a network"},
    {"salt", "the salt of a password hash or key derivation"},
    {"same-pointer", "the pointer that 'from' is", FromPort::Always},
    {"scanned-content",
     "gets what the format before it reads out of the text at 'from', or of "
     "the console; so do the ports that follow",
     FromPort::Optional},
    {"secure-random", "random numbers fit for secrets"},
    {"serial-input", "data that came over a serial line"},
    {"shell-argument", "an argument of a shell that is run"},
    {"short-key", "a key that is too short"},
    {"shorter-than", "a text with fewer characters than the value at 'from'",
     FromPort::Always},
    {"signature-verification", "verifies a signature or certificate"},
    {"sql-query", "an SQL statement"},
    {"string-propagation", "text that the result is, or is a part of"},
    {"system-setting", "a setting of the whole system"},
    {"tls-enable", "turns encryption on; the port is the connection"},
    {"tls-old", "a version of TLS that is broken"},
    {"tls-verification-off", "accepts any certificate"},
    {"tls-weak-ciphersuite", "a TLS cipher suite that is broken"},
    {"token", "an access token or API key"},
    {"unbounded-copy", "a copy that cannot be used safely"},
    {"update-url", "where an update is fetched from"},
    {"url", "an address that is fetched or connected to"},
    {"usb-input", "data that came over USB"},
    {"username", "a user name"},
    {"validation", "tells whether the text at 'from' is well formed",
     FromPort::Optional},
    {"value-of", "made of the value at 'from', and no safer than it",
     FromPort::Always},
    {"weak-cipher", "a broken cipher"},
    {"weak-cipher-name", "a broken cipher, chosen by name"},
    {"weak-hash", "a broken hash function"},
    {"weak-hash-name", "a broken hash function, chosen by name"},
    {"weak-kdf-iterations", "a key derivation with too few iterations"},
    {"weak-random", "random numbers that can be predicted"},
    {"wifi-passphrase", "the passphrase of a wireless network"},
};

static_assert(std::ranges::adjacent_find(Kinds, std::ranges::greater_equal(),
                                         &ModelKind::Name) == std::end(Kinds),
              "kinds are sorted and stand here once");

std::span<const ModelKind> firmcop::allModelKinds() { return Kinds; }
