/** A call that failed, as the service told of it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** HTTP's; 0 when the service could not be reached. */
  readonly status: number;
  /** Of the failure's ErrorInfo, such as TAKEN_OVER. */
  readonly reason: string;
  constructor(status: number, reason: string, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

/** Whether the same call may be answered in a moment. */
export function isPassing({ status }: ApiError): boolean {
  return status === 0 || status === 503;
}

interface Failure {
  readonly message?: string;
  readonly details?: readonly { readonly reason?: string }[];
}

/** Whether calls need a token, and the tenant of the session. */
export interface Session {
  readonly needed: boolean;
  readonly tenant?: string;
}

const tenantKey = 'colloquy.tenant';

// Each tab keeps its own; a new one begins with what was named last.
let tenant = sessionStorage.getItem(tenantKey) ?? localStorage.getItem(tenantKey) ?? 'default';
sessionStorage.setItem(tenantKey, tenant);

/** The tenant that calls name where no token says it. */
export function namedTenant(): string {
  return tenant;
}

export function nameTenant(name: string): void {
  tenant = name;
  sessionStorage.setItem(tenantKey, name);
  localStorage.setItem(tenantKey, name);
}

let signedOut = () => {};
let signIns = 0;
/** The tabs of a browser share its session. */
const tabs = new BroadcastChannel('colloquy.session');

/** Called when the service says that the session is over. */
export function onSignedOut(act: () => void): void {
  signedOut = act;
}

/** Called when another tab has signed in, with the session, or has signed out. */
export function onOtherTab(act: (session: Session | undefined) => void): void {
  tabs.onmessage = ({ data }) => {
    const began = ++signIns;
    if (data === 'out') return act(undefined);
    session().then(
      (now) => began === signIns && act(now),
      () => undefined,
    );
  };
}

/** A call that began before the last signing in tells nothing of the session that is now. */
function over(began: number): void {
  if (began === signIns) signedOut();
}

/** Calls a method of the contract, such as `ConversationService/TakeOver`. Throws `ApiError`. */
export async function call<T>(method: string, request: object, signal?: AbortSignal): Promise<T> {
  const headers = { 'content-type': 'application/json', 'x-tenant-id': namedTenant() };
  const body = JSON.stringify(request);
  return send<T>(`/v1/${method}`, { method: 'POST', headers, body, ...(signal ? { signal } : {}) });
}

export const session = (): Promise<Session> => send('/session', { headers: { 'x-tenant-id': namedTenant() } });

/** For refusals that do not say why, as a browser has them of WebSockets: asks whether the session is over. */
export async function checkSession(): Promise<void> {
  const began = signIns;
  const { needed, tenant } = await session();
  if (needed && tenant === undefined) over(began);
}

export async function signIn(token: string): Promise<Session> {
  const begun = await send<Session>('/session', { method: 'POST', headers: { authorization: `Bearer ${token}` } });
  signIns++;
  tabs.postMessage('in');
  return begun;
}

export async function signOut(): Promise<Session> {
  const ended = await send<Session>('/session', { method: 'DELETE' });
  tabs.postMessage('out');
  return ended;
}

async function send<T>(path: string, init: RequestInit): Promise<T> {
  const began = signIns;
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError(0, 'UNREACHABLE', 'The service cannot be reached.');
  }
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  const { message = `HTTP ${response.status}`, details = [] } = failureIn(text);
  const reason = details.find((detail) => detail.reason)?.reason ?? '';
  if (response.status === 401 && init.method === 'POST' && path !== '/session') over(began);
  throw new ApiError(response.status, reason, message);
}

function failureIn(text: string): Failure {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** An error in words for a person. */
export function problem(error: unknown): string {
  if (error instanceof ApiError && error.reason === 'UNIMPLEMENTED')
    return 'Not available in this version of the service.';
  const message = error instanceof Error ? error.message : 'Something went wrong.';
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}`;
}

/** For calls that must not be done twice. */
export function newRequestId(): string {
  // crypto.randomUUID is there for secure origins alone.
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
