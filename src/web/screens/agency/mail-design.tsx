import { useDeferredValue, useState } from 'react';
import { getMailDesign, previewMail, saveMailDesign } from '../../api/agency.js';
import { useLive } from '../../api/live.js';
import type { MailDesign } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { Loaded } from '../../ui/loaded.js';
import { MailView } from '../../ui/mail-view.js';
import { Notice, ProblemNotice } from '../../ui/notice.js';
import { onSubmit } from '../../ui/submit.js';
import { useDeed } from '../../ui/use-deed.js';
import { LogoField } from './logo-field.js';
import './mail-design.css';

const LOCALES = ['lv', 'en', 'ru', 'de'] as const;
type Locale = (typeof LOCALES)[number];
const TEMPLATES = [
  'invitation',
  'choose',
  'confirmation',
  'update',
  'cancellation',
  'reminder',
  'chase',
  'too-late',
] as const;
type Template = (typeof TEMPLATES)[number];

/** Greeting, signature, colours and logo of the agency's mails, beside the mail that comes of them. */
export const MailDesignEditor = () => {
  const { t } = useTexts();
  const design = useLive('mail-design', getMailDesign, { pollMs: null });
  return (
    <section className="card">
      <div className="card-head">
        <div>
          <h2>{t('mailDesign.title')}</h2>
          <p className="small quiet">{t('mailDesign.lead')}</p>
        </div>
      </div>
      <div className="card-body">
        <Loaded of={design}>{(stored) => <Editor stored={stored} />}</Loaded>
      </div>
    </section>
  );
};

const Editor = ({ stored }: { readonly stored: MailDesign }) => {
  const { t } = useTexts();
  const [edited, setEdited] = useState<MailDesign | null>(null);
  const [locale, setLocale] = useState<Locale>('lv');
  const [template, setTemplate] = useState<Template>('invitation');
  const [saved, setSaved] = useState(false);
  const now = edited ?? stored;
  const change = (patch: MailDesign) => {
    setSaved(false);
    setEdited({ ...now, ...patch });
  };
  const words = (name: 'greeting' | 'signature', text: string) => {
    const { [locale]: _old, ...others } = now[name] ?? {};
    change({ [name]: text.trim() === '' ? others : { ...others, [locale]: text } });
  };
  const deed = useDeed(async () => {
    await saveMailDesign(now);
    setEdited(null);
    setSaved(true);
  });
  return (
    <div className="mail-design">
      <form className="form" onSubmit={onSubmit(deed.run)}>
        <ProblemNotice problem={deed.problem} />
        {saved && (
          <Notice tone="good" live>
            {t('common.saved')}
          </Notice>
        )}
        <fieldset className="segments" aria-label={t('common.language')}>
          {LOCALES.map((one) => (
            <label key={one} className="segment">
              <input type="radio" name="locale" checked={one === locale} onChange={() => setLocale(one)} />
              {t(`languages.${one}`)}
            </label>
          ))}
        </fieldset>
        <Field
          label={t('mailDesign.greeting')}
          hint={t('mailDesign.greetingHint')}
          fault={deed.problem?.at(`/greeting/${locale}`)}
        >
          {(control) => (
            <input
              {...control}
              lang={locale}
              value={now.greeting?.[locale] ?? ''}
              onChange={(event) => words('greeting', event.target.value)}
            />
          )}
        </Field>
        <Field label={t('mailDesign.signature')} fault={deed.problem?.at(`/signature/${locale}`)}>
          {(control) => (
            <textarea
              {...control}
              lang={locale}
              rows={4}
              value={now.signature?.[locale] ?? ''}
              onChange={(event) => words('signature', event.target.value)}
            />
          )}
        </Field>
        <div className="fields">
          <Colour
            label={t('mailDesign.accent')}
            usual="#0b5c6b"
            value={now.accent ?? null}
            fault={deed.problem?.at('/accent')}
            onChange={(accent) => change({ accent })}
          />
          <Colour
            label={t('mailDesign.ground')}
            usual="#eef2f3"
            value={now.ground ?? null}
            fault={deed.problem?.at('/ground')}
            onChange={(ground) => change({ ground })}
          />
        </div>
        <LogoField
          logo={now.logo ?? null}
          fault={deed.problem?.at('/logo')}
          onChange={(logo) => change({ logo })}
        />
        <div className="actions">
          <Button type="submit" kind="primary" busy={deed.busy} disabled={edited === null}>
            {t('common.save')}
          </Button>
          {edited !== null && <Button onClick={() => setEdited(null)}>{t('availability.discard')}</Button>}
        </div>
      </form>
      <div className="stack" data-gap="small">
        <Field label={t('mailDesign.shown')}>
          {(control) => (
            <select
              {...control}
              value={template}
              onChange={(event) =>
                setTemplate(TEMPLATES.find((one) => one === event.target.value) ?? 'invitation')
              }
            >
              {TEMPLATES.map((one) => (
                <option key={one} value={one}>
                  {t(`mailDesign.templates.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Example design={now} locale={locale} template={template} />
      </div>
    </div>
  );
};

interface ExampleProps {
  readonly design: MailDesign;
  readonly locale: Locale;
  readonly template: Template;
}

/** The mail as it would go out with what is typed; the last right one stays while something is wrong. */
const Example = ({ design, locale, template }: ExampleProps) => {
  const wanted = useDeferredValue(JSON.stringify({ design, locale, template }));
  const answer = useLive(`mail-preview ${wanted}`, () => previewMail({ design, locale, template }), {
    pollMs: null,
  });
  const [last, setLast] = useState(answer.data);
  if (answer.data !== undefined && answer.data !== last) setLast(answer.data);
  const mail = answer.data ?? last;
  return (
    <>
      <ProblemNotice problem={answer.problem} />
      {answer.problem?.faults.map((fault) => (
        <p key={fault.pointer} className="fault">
          {fault.detail}
        </p>
      ))}
      {mail !== undefined && (
        <>
          <p className="strong">{mail.subject}</p>
          <MailView html={mail.html} label={mail.subject} />
        </>
      )}
    </>
  );
};

interface ColourProps {
  readonly label: string;
  /** What it is when nothing is chosen. */
  readonly usual: string;
  readonly value: string | null;
  readonly fault: string | undefined;
  readonly onChange: (colour: string | null) => void;
}

const Colour = ({ label, usual, value, fault, onChange }: ColourProps) => {
  const { t } = useTexts();
  return (
    <Field label={label} fault={fault}>
      {(control) => (
        <span className="colour-field">
          <input
            {...control}
            type="color"
            value={value ?? usual}
            onChange={(event) => onChange(event.target.value)}
          />
          {value === null ? (
            <span className="small quiet">{t('mailDesign.usual')}</span>
          ) : (
            <Button size="small" kind="quiet" onClick={() => onChange(null)}>
              {t('mailDesign.asUsual')}
            </Button>
          )}
        </span>
      )}
    </Field>
  );
};
