import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** A modal dialog: the browser keeps the focus in it and closes it with Escape. */
export function Dialog(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} onClose={props.onClose} aria-labelledby="dialog-title">
      <h2 id="dialog-title">{props.title}</h2>
      {props.children}
    </dialog>
  );
}

const keys: readonly (readonly [string, string])[] = [
  ['/', 'search'],
  ['j, k', 'next, previous row or message'],
  ['Enter', 'open it'],
  ['Esc', 'back, or out of a field'],
  ['o', 'overview'],
  ['c', 'conversations'],
  ['r', 'write an answer, in a conversation of yours'],
  ['?', 'this list'],
];

export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl class="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </Dialog>
  );
}

/** Asks for one line of text. */
export function Ask(props: {
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly pattern: string;
  readonly action: string;
  readonly onDone: (value: string) => void;
  readonly onClose: () => void;
}) {
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <form
        method="dialog"
        onSubmit={(event) => {
          const value = new FormData(event.currentTarget).get('value');
          if (typeof value === 'string') props.onDone(value.trim());
        }}
      >
        <label>
          {props.label}
          <input name="value" required maxLength={128} pattern={props.pattern} defaultValue={props.value} />
        </label>
        <p class="hint">{props.hint}</p>
        <div class="actions">
          <button type="button" onClick={props.onClose}>
            Cancel
          </button>
          <button type="submit" class="primary">
            {props.action}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
