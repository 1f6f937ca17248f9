/** A handler may return a reply that is already JSON, encoded once and made from declared fields only; it is sent as it is. */
export class PreparedJson {
  readonly bytes: Buffer
  constructor(
    json: string,
    readonly etag: string,
  ) {
    this.bytes = Buffer.from(json)
  }
}
