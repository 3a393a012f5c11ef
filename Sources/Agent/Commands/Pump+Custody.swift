// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub

extension Pump {
    /// What the hub says to have stored of a device. It frees nothing that is not acknowledged: of
    /// what is, it says what may go first.
    mutating func take(custody payload: [UInt8], of device: String, at moment: Moment) {
        guard let number = numbers[device], let custody = Custody(parsing: payload),
            custody.epoch == store.epoch
        else { return }
        var isNew = false
        for stream in Stream.allCases {
            guard let told = custody.number(of: stream) else { continue }
            isNew = store.note(custody: told, of: line(number, stream)) || isNew
        }
        guard isNew, let session, toldProof != .custody, proof == .custody else { return }
        toldProof = proof
        delivery.replace(present: stateMessage(online: true, session, nil, moment))
    }

    /// What stands behind a record that counts as delivered.
    var proof: Proof { Proof(version, custody: store.isInCustody) }
}
