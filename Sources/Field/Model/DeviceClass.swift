// SPDX-License-Identifier: Apache-2.0

/// The kinds of devices that the library has, as people call them. A profile may name a class that
/// does not stand here; it is called by its id then.
package enum DeviceClass {
    /// Nil for a class of somebody's own.
    package static func name(of id: String) -> Text? { names[id] }

    private static let names = [
        "air-conditioner": Text(en: "Air conditioners", vi: "Điều hòa không khí"),
        "analog-input": Text(en: "Analogue inputs", vi: "Mô-đun đầu vào tương tự"),
        "battery-bms": Text(en: "Batteries", vi: "Bộ quản lý pin, ắc quy (BMS)"),
        "co2": Text(en: "CO2 sensors", vi: "Cảm biến CO2"),
        "dc-meter": Text(en: "DC meters", vi: "Đồng hồ đo điện một chiều"),
        "digital-io": Text(en: "Digital inputs and outputs", vi: "Mô-đun vào ra số"),
        "electricity-meter": Text(en: "Electricity meters", vi: "Công tơ điện"),
        "electricity-meter-1p": Text(
            en: "Single-phase electricity meters", vi: "Công tơ điện 1 pha"),
        "electricity-meter-3p": Text(
            en: "Three-phase electricity meters", vi: "Công tơ điện 3 pha"),
        "fuel-level": Text(en: "Fuel level sensors", vi: "Cảm biến mức nhiên liệu"),
        "gas-air-quality": Text(
            en: "Gas and air quality sensors", vi: "Cảm biến khí và chất lượng không khí"),
        "genset-controller": Text(
            en: "Generator controllers", vi: "Bộ điều khiển máy phát điện"),
        "inverter": Text(en: "Solar inverters", vi: "Biến tần điện mặt trời (inverter)"),
        "leak-alarm": Text(en: "Water leak detectors", vi: "Thiết bị báo rò nước"),
        "multi-sensor": Text(en: "Multi-sensors", vi: "Cảm biến đa năng"),
        "particulate": Text(en: "Particulate matter sensors", vi: "Cảm biến bụi mịn"),
        "pyranometer": Text(en: "Pyranometers", vi: "Cảm biến bức xạ mặt trời"),
        "rectifier-system": Text(en: "Rectifier systems", vi: "Hệ thống nguồn chỉnh lưu"),
        "site-power": Text(en: "Site power systems", vi: "Hệ thống nguồn của trạm"),
        "soil": Text(en: "Soil sensors", vi: "Cảm biến đất"),
        "solar-charge-controller": Text(
            en: "Solar charge controllers", vi: "Bộ điều khiển sạc năng lượng mặt trời"),
        "temperature-humidity": Text(
            en: "Temperature and humidity sensors", vi: "Cảm biến nhiệt độ và độ ẩm"),
        "temperature-probe-contact": Text(
            en: "Temperature probes and contacts", vi: "Đầu dò nhiệt độ và tiếp điểm"),
        "ups": Text(en: "Uninterruptible power supplies", vi: "Bộ lưu điện (UPS)"),
        "water-flow-heat": Text(
            en: "Water flow and heat meters", vi: "Đồng hồ lưu lượng nước và nhiệt"),
        "water-level": Text(en: "Water level sensors", vi: "Cảm biến mức nước"),
        "water-quality": Text(en: "Water quality sensors", vi: "Cảm biến chất lượng nước"),
        "weather-station": Text(en: "Weather stations", vi: "Trạm thời tiết"),
        "wind-direction": Text(en: "Wind vanes", vi: "Cảm biến hướng gió"),
    ]
}
