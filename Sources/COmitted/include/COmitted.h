// SPDX-License-Identifier: Apache-2.0
// Nothing is called from here: it is linked, see Dispatch.c and ScalarNames.c.
#pragma once
