// SPDX-License-Identifier: Apache-2.0
internal import Host

/// Why nothing more is shown.
enum WatchFault: SystemFailure {
    case system(SystemFault)
    case service(ServiceFault)
}
