import { useState } from 'react';
import { changePassword, linkCalDav, linkFeed } from '../../api/calendars.js';
import type { Account } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { ProblemNotice } from '../../ui/notice.js';
import { onSubmit } from '../../ui/submit.js';
import { useDeed } from '../../ui/use-deed.js';

interface AddressDialogProps {
  readonly clientId: string;
  readonly onClose: () => void;
}

/** A calendar server that takes a name and a password: iCloud, Fastmail, Nextcloud, one of the office. */
export const CalDavDialog = ({ clientId, onClose }: AddressDialogProps) => {
  const { t } = useTexts();
  const [address, setAddress] = useState('');
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const deed = useDeed(async () => {
    await linkCalDav(clientId, { address, username, password });
    onClose();
  });
  return (
    <Dialog title={t('calendars.caldav.title')} onClose={onClose}>
      <form className="form" onSubmit={onSubmit(deed.run)}>
        <p className="quiet">{t('calendars.caldav.lead')}</p>
        <Address of="caldav" value={address} onChange={setAddress} fault={deed.problem?.at('/address')} />
        <Field label={t('calendars.caldav.username')} fault={deed.problem?.at('/username')}>
          {(control) => (
            <input
              {...control}
              required
              autoComplete="off"
              value={username}
              onChange={(event) => setUsername(event.target.value)}
            />
          )}
        </Field>
        <Password value={password} onChange={setPassword} fault={deed.problem?.at('/password')} />
        {deed.problem !== null && deed.problem.faults.length === 0 && (
          <ProblemNotice problem={deed.problem} />
        )}
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" kind="primary" busy={deed.busy}>
            {t('calendars.caldav.link')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

/** The address of a calendar that can only be read. */
export const FeedDialog = ({ clientId, onClose }: AddressDialogProps) => {
  const { t } = useTexts();
  const [address, setAddress] = useState('');
  const [name, setName] = useState('');
  const deed = useDeed(async () => {
    await linkFeed(clientId, { address, name: name.trim() === '' ? null : name });
    onClose();
  });
  return (
    <Dialog title={t('calendars.feed.title')} onClose={onClose}>
      <form className="form" onSubmit={onSubmit(deed.run)}>
        <p className="quiet">{t('calendars.feed.lead')}</p>
        <Address of="feed" value={address} onChange={setAddress} fault={deed.problem?.at('/address')} />
        <Field
          label={`${t('calendars.importName')} (${t('common.optional')})`}
          fault={deed.problem?.at('/name')}
        >
          {(control) => <input {...control} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        {deed.problem !== null && deed.problem.faults.length === 0 && (
          <ProblemNotice problem={deed.problem} />
        )}
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" kind="primary" busy={deed.busy}>
            {t('calendars.feed.link')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

interface PasswordDialogProps extends AddressDialogProps {
  readonly account: Account;
}

/** A new password for a server that does not take the old one any more. */
export const PasswordDialog = ({ clientId, account, onClose }: PasswordDialogProps) => {
  const { t } = useTexts();
  const [password, setPassword] = useState('');
  const deed = useDeed(async () => {
    await changePassword(clientId, account.accountId, password);
    onClose();
  });
  return (
    <Dialog title={account.email ?? t('calendars.providers.caldav')} onClose={onClose}>
      <form className="form" onSubmit={onSubmit(deed.run)}>
        <Password value={password} onChange={setPassword} fault={deed.problem?.at('/password')} />
        {deed.problem !== null && deed.problem.faults.length === 0 && (
          <ProblemNotice problem={deed.problem} />
        )}
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" kind="primary" busy={deed.busy}>
            {t('calendars.relink')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

interface TypedProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly fault: string | undefined;
}

const Password = ({ value, onChange, fault }: TypedProps) => {
  const { t } = useTexts();
  return (
    <Field label={t('calendars.caldav.password')} hint={t('calendars.caldav.passwordHint')} fault={fault}>
      {(control) => (
        <input
          {...control}
          type="password"
          required
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
};

const Address = ({ of, value, onChange, fault }: TypedProps & { readonly of: 'caldav' | 'feed' }) => {
  const { t } = useTexts();
  return (
    <Field label={t(`calendars.${of}.address`)} hint={t(`calendars.${of}.addressHint`)} fault={fault}>
      {(control) => (
        <input
          {...control}
          required
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
};
