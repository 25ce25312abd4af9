import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { problem, type Session, signIn } from './api.js';

/** Asks for a token; the service gives a session for it, and the page keeps neither. */
export function SignIn({ onSession }: { readonly onSession: (session: Session) => void }) {
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  // Before it is seen: letters typed at once would be lost else.
  useLayoutEffect(() => field.current?.focus(), []);
  async function submit(event: SubmitEvent & { readonly currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const token = new FormData(event.currentTarget).get('token');
    try {
      onSession(await signIn(`${token}`.trim()));
    } catch (failure) {
      setError(problem(failure));
      setBusy(false);
    }
  }
  return (
    <main class="sign-in">
      <form onSubmit={submit}>
        <h1>Colloquy</h1>
        <label>
          Token
          <input ref={field} type="password" name="token" required autocomplete="current-password" />
        </label>
        <p class="hint">The token that this service was given for you. You stay signed in for twelve hours.</p>
        <p role="alert" class="problem">
          {error}
        </p>
        <button type="submit" class="primary" disabled={busy}>
          Sign in
        </button>
      </form>
    </main>
  );
}
