import { Component, type ReactNode } from 'react';
import { useTexts } from '../i18n/texts.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';

/** A screen that breaks says so and leaves the others alone. */
export class Broken extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? <Said /> : this.props.children;
  }
}

const Said = () => {
  const { t } = useTexts();
  return (
    <div className="screen">
      <Notice
        tone="bad"
        live
        action={<Button onClick={() => location.reload()}>{t('problem.reload')}</Button>}
      >
        {t('problem.wentWrong')}
      </Notice>
    </div>
  );
};
