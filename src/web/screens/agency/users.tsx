import { useState } from 'react';
import { changeUser, inviteUser, listUsers } from '../../api/agency.js';
import { useLive } from '../../api/live.js';
import type { User } from '../../api/types.js';
import { useTexts } from '../../i18n/texts.js';
import { useSignedIn } from '../../shell/signed-in.js';
import { Button } from '../../ui/button.js';
import { Chip } from '../../ui/chip.js';
import { Loaded } from '../../ui/loaded.js';
import { Notice, ProblemNotice } from '../../ui/notice.js';
import { useDeed } from '../../ui/use-deed.js';
import { InviteDialog } from './invite-dialog.js';

export interface FreshInvitation {
  readonly name: string;
  readonly url: string;
}

/** The people of the agency, and links for those who have no password yet. */
export const Users = () => {
  const { t } = useTexts();
  const users = useLive('users', listUsers);
  const [inviting, setInviting] = useState(false);
  const [fresh, setFresh] = useState<FreshInvitation | null>(null);
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t('agency.users')}</h2>
        <Button size="small" kind="primary" icon="plus" onClick={() => setInviting(true)}>
          {t('agency.invite')}
        </Button>
      </div>
      {fresh !== null && (
        <div className="card-body">
          <InvitationLink invitation={fresh} />
        </div>
      )}
      <Loaded of={users}>
        {(list) => (
          <ul className="lines">
            {list.map((user) => (
              <UserItem key={user.userId} user={user} onInvited={setFresh} />
            ))}
          </ul>
        )}
      </Loaded>
      {inviting && (
        <InviteDialog
          onClose={() => setInviting(false)}
          onInvited={(invitation) => {
            setFresh(invitation);
            setInviting(false);
          }}
        />
      )}
    </section>
  );
};

const UserItem = ({ user, onInvited }: { user: User; onInvited: (fresh: FreshInvitation) => void }) => {
  const { t } = useTexts();
  const { me } = useSignedIn();
  const state = user.disabled ? 'disabled' : user.hasPassword ? 'active' : 'invited';
  const invite = useDeed(async () =>
    onInvited({ name: user.name, url: (await inviteUser(user.userId)).url }),
  );
  const lock = useDeed((disabled: boolean) => changeUser(user.userId, { disabled }));
  return (
    <li className="item">
      <div>
        <div className="row">
          <p className="strong">
            {user.name}
            {user.userId === me.userId && <span className="quiet"> ({t('agency.you')})</span>}
          </p>
          <Chip
            tone={state === 'active' ? 'good' : state === 'invited' ? 'wait' : 'bad'}
            icon={state === 'active' ? 'check' : state === 'invited' ? 'clock' : 'cross'}
          >
            {t(`agency.userStates.${state}`)}
          </Chip>
        </div>
        <p className="small quiet">
          {[t(`agency.roles.${user.role}`), user.email, user.phone]
            .filter((part) => part !== null)
            .join(' · ')}
        </p>
        <ProblemNotice problem={invite.problem ?? lock.problem} />
      </div>
      <div className="actions">
        {state === 'invited' && (
          <Button size="small" icon="link" busy={invite.busy} onClick={() => void invite.run()}>
            {t('agency.inviteAgain')}
          </Button>
        )}
        {user.userId !== me.userId && (
          <Button
            size="small"
            busy={lock.busy}
            aria-label={`${t(user.disabled ? 'agency.enable' : 'agency.disable')}: ${user.name}`}
            onClick={() => void lock.run(!user.disabled)}
          >
            {t(user.disabled ? 'agency.enable' : 'agency.disable')}
          </Button>
        )}
      </div>
    </li>
  );
};

const InvitationLink = ({ invitation }: { invitation: FreshInvitation }) => {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  return (
    <Notice tone="good" live>
      <div className="stack" data-gap="small">
        <p>{t('agency.inviteSent', { name: invitation.name })}</p>
        <div className="copy-line">
          <input
            readOnly
            aria-label={t('agency.inviteAgain')}
            value={invitation.url}
            onFocus={(event) => event.target.select()}
          />
          <Button
            onClick={() => {
              // Without https a browser has no clipboard; the link stands there to be copied by hand.
              void navigator.clipboard?.writeText(invitation.url).then(() => setCopied(true));
            }}
          >
            {t(copied ? 'common.copied' : 'common.copy')}
          </Button>
        </div>
      </div>
    </Notice>
  );
};
