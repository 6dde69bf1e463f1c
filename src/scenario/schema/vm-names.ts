// The VMs of a group by their own names, as Azure has them. Refuses to know how many VMs the group has.
import * as z from 'zod';

/** Azure's names of VMs, and such a name with resource group and subscription behind it. */
export const VM_NAME = /^[A-Za-z0-9_]([A-Za-z0-9._-]{0,198}[A-Za-z0-9_])?$/;
const EXPECTED = 'expected names of VMs, a list or a text with blanks between them';

/** A list of names, or one text with blanks between them: the text is short enough for a hundred thousand. */
export function vmNames() {
  return z
    .union([z.string(), z.array(z.string({ error: 'expected the name of a VM' }))], { error: EXPECTED })
    .transform((written, context): readonly string[] => {
      const names = typeof written === 'string' ? written.split(/\s+/).filter(Boolean) : written;
      const wrong = names.findIndex((name) => !VM_NAME.test(name));
      if (names.length === 0) context.addIssue({ code: 'custom', message: 'expected at least one name' });
      if (wrong >= 0)
        context.addIssue({
          code: 'custom',
          message: `"${names[wrong]!.slice(0, 60)}" is not the name of a VM: letters, digits, "-", "_" and "."`,
          path: typeof written === 'string' ? [] : [wrong],
        });
      return names;
    });
}
