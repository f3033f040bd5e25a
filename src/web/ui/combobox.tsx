import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import type { ControlProps } from './field.js';

export interface Choice {
  readonly id: string;
  readonly content: ReactNode;
}

interface ComboboxProps extends ControlProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly choices: readonly Choice[];
  readonly onChoose: (id: string) => void;
  readonly placeholder?: string;
  /** Read out when the list changes: how many suggestions there are. */
  readonly said: string;
}

/**
 * A text field with suggestions under it (the combobox pattern of the ARIA authoring practices, with a list): the focus
 * stays in the field, the arrows move through the list, Enter takes, Escape closes.
 */
export const Combobox = ({
  text,
  onText,
  choices,
  onChoose,
  placeholder,
  said,
  ...control
}: ComboboxProps) => {
  const listId = useId();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const shown = open && choices.length > 0;
  const current = Math.min(active, choices.length - 1);
  const optionId = (index: number) => `${listId}-${index}`;

  const take = (index: number) => {
    const choice = choices[index];
    if (choice === undefined) return;
    setOpen(false);
    onChoose(choice.id);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move !== undefined) {
      event.preventDefault();
      if (shown) setActive((current + move + choices.length) % choices.length);
      else setOpen(true);
    } else if (event.key === 'Enter' && shown) {
      event.preventDefault();
      take(current);
    } else if (event.key === 'Escape' && shown) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    }
  };

  return (
    <div className="combo">
      <input
        {...control}
        type="text"
        role="combobox"
        aria-expanded={shown}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={shown ? optionId(current) : undefined}
        autoComplete="off"
        placeholder={placeholder}
        value={text}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setOpen(true);
          setActive(0);
          onText(event.target.value);
        }}
      />
      <div role="listbox" id={listId} className="combo-list" hidden={!shown} tabIndex={-1}>
        {choices.map((choice, index) => (
          // The keys are handled in the field, which keeps the focus; a press must not take it away.
          <div
            key={choice.id}
            id={optionId(index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            className="combo-option"
            onMouseDown={(event) => {
              event.preventDefault();
              take(index);
            }}
          >
            {choice.content}
          </div>
        ))}
      </div>
      <span className="visually-hidden" role="status">
        {shown ? said : ''}
      </span>
    </div>
  );
};
