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

/** Prints a line a step and keeps the count. */
export class Teller {
  readonly told: Told[] = [];
  private scene = '';

  constructor(private readonly say: (line: string) => void) {}

  /** Plays a scene to its end, or up to its first step that fails; the next scene is played in either case. */
  async play(title: string, scene: () => Promise<void>): Promise<void> {
    this.scene = title;
    this.say('');
    this.say(title);
    try {
      await scene();
    } catch (error) {
      if (!(error instanceof SceneOver)) this.tell('the scene is played to its end', false, wordsOf(error));
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

  get passed(): number {
    return this.told.filter(({ ok }) => ok).length;
  }

  get failed(): number {
    return this.told.filter(({ ok }) => !ok).length;
  }

  private tell(step: string, ok: boolean, seen: string): void {
    this.told.push({ scene: this.scene, step, ok, seen });
    this.say(`  ${ok ? 'ok  ' : 'FAIL'} ${step}: ${seen}`);
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
