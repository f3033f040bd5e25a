import { useRef, useState } from 'react';
import { useTexts } from '../../i18n/texts.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';

interface LogoFieldProps {
  /** A data: URL. */
  readonly logo: string | null;
  readonly fault: string | undefined;
  readonly onChange: (logo: string | null) => void;
}

/** The server takes no more, since it goes with every mail. */
const MOST_OCTETS = 64 * 1024;

export const LogoField = ({ logo, fault, onChange }: LogoFieldProps) => {
  const { t } = useTexts();
  const [tooBig, setTooBig] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = (file: File | undefined) => {
    if (file === undefined) return;
    setTooBig(file.size > MOST_OCTETS);
    if (file.size > MOST_OCTETS) return;
    const reader = new FileReader();
    reader.addEventListener('load', () => onChange(String(reader.result)));
    reader.readAsDataURL(file);
  };
  return (
    <Field
      label={t('mailDesign.logo')}
      hint={t('mailDesign.logoHint')}
      fault={tooBig ? t('mailDesign.logoTooBig') : fault}
    >
      {(control) => (
        <span className="logo-field">
          {logo !== null && <img src={logo} alt={t('mailDesign.logo')} />}
          <input
            {...control}
            ref={input}
            type="file"
            accept="image/png,image/jpeg,image/gif"
            onChange={(event) => take(event.target.files?.[0])}
          />
          {logo !== null && (
            <Button
              size="small"
              kind="quiet"
              icon="cross"
              onClick={() => {
                if (input.current !== null) input.current.value = '';
                onChange(null);
              }}
            >
              {t('common.remove')}
            </Button>
          )}
        </span>
      )}
    </Field>
  );
};
