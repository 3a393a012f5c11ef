// SPDX-License-Identifier: Apache-2.0
#include <mosquitto.h>
#include <mqtt_protocol.h>
// The library is handed a TLS context of ours.
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
