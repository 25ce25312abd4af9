/** Of the web address, under the names that callers see. */
export const webLimits = {
  max_web_connections: 2000,
  /** Open at once. */
  max_web_sockets: 1000,
  /** What may wait for a reader; nothing is pulled from its stream while there is more. */
  max_web_socket_buffered_bytes: 256 * 1024,
} as const;
