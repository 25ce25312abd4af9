import { ServerCredentials } from '@grpc/grpc-js';
import type { Certificates } from '../certificates.js';

/** Of a server that speaks TLS where it has certificates, and goes by those that it has at the time. */
export function credentialsOf(certificates: Certificates | undefined): ServerCredentials {
  return certificates ? new Followed(certificates) : ServerCredentials.createInsecure();
}

/** grpc-js's own, which watch files, take no connection while these are wrong. */
class Followed extends ServerCredentials {
  constructor({ current, onChange }: Certificates) {
    super({ requestCert: current().ca !== undefined }, { ...current() });
    onChange((shown) => this.updateSecureContextOptions({ ...shown }));
  }

  override _equals(other: ServerCredentials): boolean {
    return other === this;
  }
}
