// SPDX-License-Identifier: Apache-2.0

/// A unit as a person writes it; the records have it in the form of SenML and UCUM.
package enum UnitText {
    package static func shown(_ symbol: String) -> String {
        switch symbol {
        case "Cel": "°C"
        case "deg": "°"
        case "ug/m3": "µg/m³"
        case "g/m3": "g/m³"
        case "m3": "m³"
        case "m3/h": "m³/h"
        case "W/m2": "W/m²"
        case "uS/cm": "µS/cm"
        case "%RH": "%"
        case "1": ""
        default: symbol.hasPrefix("{") ? String(symbol.dropFirst().prefix { $0 != "}" }) : symbol
        }
    }
}
