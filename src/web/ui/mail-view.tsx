import { useLayoutEffect, useRef } from 'react';

interface MailViewProps {
  readonly html: string;
  /** Read out for the whole of it. */
  readonly label: string;
}

/**
 * A mail as its reader sees it, apart from our own styles. The page's policy allows no style attributes, so each is set
 * through the object model; what could run or load something does not come along.
 */
export const MailView = ({ html, label }: MailViewProps) => {
  const host = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (host.current === null) return;
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' });
    // Renamed before it is read: the policy objects to them even in a document that is shown nowhere.
    const renamed = html
      .replaceAll(' style="', ' data-style="')
      .replaceAll('<style>', '<title data-sheet>')
      .replaceAll('</style>', '</title>');
    const mail = new DOMParser().parseFromString(renamed, 'text/html');
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      [...mail.querySelectorAll('title[data-sheet]')].map(({ textContent }) => textContent).join('\n'),
    );
    for (const out of mail.querySelectorAll('title, script, link, iframe, object, meta, base, form')) {
      out.remove();
    }
    const body = document.createElement('div');
    body.append(...mail.body.childNodes);
    for (const element of body.querySelectorAll<HTMLElement>('*')) settle(element);
    body.inert = true;
    root.adoptedStyleSheets = [sheet];
    root.replaceChildren(body);
  }, [html]);
  return <section className="mail-view" ref={host} aria-label={label} />;
};

const settle = (element: HTMLElement): void => {
  for (const { name, value } of [...element.attributes]) {
    if (name === 'data-style') {
      element.removeAttribute(name);
      element.style.cssText = value;
    } else if (name.startsWith('on') || (name === 'src' && !value.startsWith('data:image/'))) {
      element.removeAttribute(name);
    }
  }
};
