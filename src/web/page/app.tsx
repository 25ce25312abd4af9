import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { namedTenant, nameTenant, onOtherTab, onSignedOut, type Session, session, signOut } from './api.js';
import { ConversationView } from './conversation.js';
import { Conversations } from './conversations.js';
import { Counted } from './counted.js';
import { Ask, KeyHelp } from './dialogs.js';
import { draftsAreOf, dropDrafts } from './draft.js';
import { type Keys, useKeys } from './keys.js';
import { Overview } from './overview.js';
import { namePerson, usePerson } from './person.js';
import { goBack, navigate, type Route, rowLeft, toSearch, useRoute } from './route.js';
import { SearchResults } from './search.js';
import { SignIn } from './sign-in.js';
import { forgetFrom } from './visits.js';

type Asked = 'keys' | 'person' | 'tenant' | undefined;

const noKeys: Keys = {};

export function App() {
  const route = useRoute();
  const person = usePerson();
  const [current, setCurrent] = useState<Session>();
  const [asked, setAsked] = useState<Asked>();
  const setSession = useCallback((next: Session) => {
    if (next.needed && next.tenant !== undefined) draftsAreOf(next.tenant);
    forgetFrom(0);
    setCurrent(next);
  }, []);
  useEffect(() => {
    onSignedOut(() => setSession({ needed: true }));
    onOtherTab((next) => {
      if (!next) dropDrafts();
      setSession(next ?? { needed: true });
    });
    // A service that cannot be reached is told of by whatever is shown.
    session().then(setSession, () => setSession({ needed: false }));
  }, []);
  const keys = useMemo<Keys>(
    () => ({
      '/': () => document.querySelector<HTMLInputElement>('#search')?.focus(),
      '?': () => setAsked('keys'),
      o: () => navigate('/'),
      c: () => navigate('/conversations'),
      Escape: () => {
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
        goBack();
      },
    }),
    [],
  );
  const signedOut = current?.needed && current.tenant === undefined;
  // A token is typed there.
  useKeys(signedOut ? noKeys : keys);
  const place = placeOf(route);
  const before = useRef(place);
  useLayoutEffect(() => {
    if (before.current === place) return;
    before.current = place;
    // Who goes by keys or by ear goes on from where they were, or from what is new.
    const row = rowLeft();
    if (row) return row.focus();
    document.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }, [place]);

  if (!current) return null;
  if (signedOut) return <SignIn onSession={setSession} />;
  const tenant = current.needed ? (current.tenant ?? '') : namedTenant();
  const close = () => setAsked(undefined);
  const leave = async () => {
    const next = await signOut();
    dropDrafts();
    setSession(next);
  };
  return (
    <>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <header class="bar">
        <a class="brand" href="/">
          <span class="mark" aria-hidden="true" />
          Colloquy
        </a>
        <nav aria-label="Main">
          <a href="/" aria-current={route.name === 'overview' ? 'page' : undefined}>
            Overview
          </a>
          <a href="/conversations" aria-current={route.name === 'conversations' ? 'page' : undefined}>
            Conversations
          </a>
        </nav>
        <SearchBox route={route} />
        <div class="who">
          <button type="button" class="quiet" onClick={() => setAsked('person')} title="Your name">
            {person || 'Your name'}
          </button>
          <button
            type="button"
            class="quiet tenant"
            disabled={current.needed}
            onClick={() => setAsked('tenant')}
            title="Tenant"
          >
            {tenant}
          </button>
          {current.needed && (
            <button type="button" class="quiet" onClick={() => void leave()}>
              Sign out
            </button>
          )}
          <button type="button" class="quiet help" aria-label="Keys" onClick={() => setAsked('keys')}>
            ?
          </button>
        </div>
      </header>
      <main id="main" key={tenant} tabIndex={-1}>
        <View route={route} />
      </main>
      {asked === 'keys' && <KeyHelp onClose={close} />}
      {asked === 'person' && (
        <Ask
          title="Your name"
          label="Name"
          hint="What you take over and write is recorded under it."
          value={person}
          pattern=".*\S.*"
          action="Save"
          onDone={namePerson}
          onClose={close}
        />
      )}
      {asked === 'tenant' && (
        <Ask
          title="Tenant"
          label="Tenant"
          hint="Whose conversations are shown."
          value={tenant}
          pattern="[a-z0-9][a-z0-9_\-]*"
          action="Show"
          onDone={(name) => {
            nameTenant(name);
            forgetFrom(0);
            navigate('/');
          }}
          onClose={close}
        />
      )}
    </>
  );
}

/** What is shown, whatever part of it; a filter and a message in view do not change it. */
function placeOf(route: Route): string {
  return route.name === 'conversation' ? `${route.name}/${route.id}` : route.name;
}

function View({ route }: { readonly route: Route }) {
  switch (route.name) {
    case 'overview':
      return <Overview />;
    case 'conversations':
      return <Conversations query={route.query} />;
    case 'conversation':
      return <ConversationView key={route.id} id={route.id} at={route} />;
    case 'counted':
      return <Counted token={route.token} title={route.title} />;
    case 'search':
      return <SearchResults query={route.query} />;
    case 'nowhere':
      return (
        <section class="empty">
          <h1>Nothing is here</h1>
          <p>
            <a href="/">To the overview</a>
          </p>
        </section>
      );
  }
}

function SearchBox({ route }: { readonly route: Route }) {
  const shown = route.name === 'search' ? route.query : '';
  return (
    <search>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const query = `${new FormData(event.currentTarget).get('q')}`.trim();
          if (query !== '') navigate(toSearch(query));
        }}
      >
        <input
          id="search"
          key={shown}
          type="search"
          name="q"
          defaultValue={shown}
          maxLength={500}
          placeholder="Search"
          aria-label="Search messages"
          aria-keyshortcuts="/"
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
      </form>
    </search>
  );
}
