/** One thing that the demo did and checked. */
export interface Told {
  readonly scene: string;
  readonly step: string;
  readonly ok: boolean;
  /** What was seen; of a failed step, what was wrong. */
  readonly seen: string;
}

/** The rest of a scene makes no sense after a step that failed. */
class SceneOver extends Error {}

/** Prints numbered scenes, a line a step, and keeps the count. */
export class Teller {
  readonly told: Told[] = [];
  /** Titles of scenes that could not be played here. */
  readonly notPlayed: string[] = [];
  private scene = '';
  private readonly titles: string[] = [];

  constructor(private readonly say: (line: string) => void) {}

  /** Plays a scene to its end, or up to its first step that fails; the next scene is played in either case. */
  async play(title: string, scene: () => Promise<void>): Promise<void> {
    this.open(title);
    try {
      await scene();
    } catch (error) {
      if (!(error instanceof SceneOver)) this.tell('the scene is played to its end', false, wordsOf(error));
    }
  }

  /** A scene that needs something which is not there. @param why what to install. */
  leaveOut(title: string, why: string): void {
    this.open(title);
    this.notPlayed.push(title);
    this.say(`  --   not played: ${why}`);
  }

  /** Of each scene how many steps went well. */
  sumUp(): void {
    this.say('');
    this.say('Summary');
    for (const [i, title] of this.titles.entries()) {
      if (this.notPlayed.includes(title)) {
        this.say(`  --   ${i + 1}. ${title}: not played`);
        continue;
      }
      const steps = this.told.filter(({ scene }) => scene === title);
      const well = steps.filter(({ ok }) => ok).length;
      this.say(`  ${well === steps.length ? 'ok  ' : 'FAIL'} ${i + 1}. ${title}: ${well} of ${steps.length}`);
    }
  }

  /**
   * One step. @param act does it and checks it, throws when something is wrong; its value goes on to the next step.
   * @param seen says what there was to see: ids, numbers, answers.
   */
  async step<T>(name: string, act: () => Promise<T>, seen: (value: T) => string): Promise<T> {
    try {
      const value = await act();
      this.tell(name, true, seen(value));
      return value;
    } catch (error) {
      this.tell(name, false, wordsOf(error));
      throw new SceneOver();
    }
  }

  /** What was looked at, as it is there. @param where it stands: "the mail to …", "Radicale". */
  show(where: string, lines: readonly string[]): void {
    this.say(`       in ${where}:`);
    for (const line of lines) this.say(`       | ${line.length > 110 ? `${line.slice(0, 109)}…` : line}`);
  }

  get passed(): number {
    return this.told.filter(({ ok }) => ok).length;
  }

  get failed(): number {
    return this.told.filter(({ ok }) => !ok).length;
  }

  private tell(step: string, ok: boolean, seen: string): void {
    this.told.push({ scene: this.scene, step, ok, seen });
    this.say(`  ${ok ? 'ok  ' : 'FAIL'} ${step}: ${seen.replaceAll('\n', '\n         ')}`);
  }

  private open(title: string): void {
    this.scene = title;
    this.titles.push(title);
    this.say('');
    this.say(`${this.titles.length}. ${title}`);
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
