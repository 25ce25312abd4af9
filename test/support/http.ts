import { type OutgoingHttpHeaders, request } from 'node:http';
import { type Agent, request as requestTls } from 'node:https';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** One request as a program or a browser sends it; `fetch` would not let a test set `Host` or `Origin`. */
export function send(
  to: string,
  method: string,
  path: string,
  headers: OutgoingHttpHeaders = {},
  body: string | Buffer = '',
  tls?: { readonly ca: Buffer; readonly cert?: Buffer; readonly key?: Buffer; readonly agent?: Agent },
): Promise<Answer> {
  const [host, port] = to.split(':');
  const options = { host, port, method, path, headers, agent: false, ...tls };
  return new Promise((resolve, reject) => {
    const sent = (tls ? requestTls : request)(options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
