;; Gnus's own answer to a mail with an invitation: the mail's file, the attendee, and the answer are the arguments; the
;; mail that it would send goes to stdout. Only what needs a window is stood in for: the summary buffer is the mail.
(require 'gnus-icalendar)
(require 'message)
(require 'cl-lib)
(set-language-environment "UTF-8")

(let* ((file (pop argv)) (address (pop argv)) (name (pop argv)) (answer (intern (pop argv)))
       (user-mail-address address) (user-full-name name)
       (mail-host-address "partner.example") (message-user-fqdn "partner.example")
       ;; It would ask a person how to spell a subject that it then replaces.
       (message-simplify-subject-functions nil)
       (message-kill-buffer-on-exit t) (message-interactive nil) (gnus-inhibit-demon t)
       (message-auto-save-directory nil) (gnus-message-archive-group nil)
       (coding-system-for-write 'raw-text-unix)
       (message-send-mail-function
        (lambda ()
          (goto-char (point-min))
          (re-search-forward (concat "^" (regexp-quote mail-header-separator) "\n"))
          (replace-match "\n")
          (princ (encode-coding-string (buffer-string) 'raw-text)))))
  (with-temp-buffer
    (set-buffer-multibyte nil)
    (insert-file-contents-literally file)
    (let* ((handle (cl-find-if (lambda (part) (equal (mm-handle-media-type part) "text/calendar"))
                               (cl-labels ((leaves (part)
                                             (if (stringp (car part)) (mapcan #'leaves (cdr part)) (list part))))
                                 (leaves (mm-dissect-buffer t)))))
           (event (gnus-icalendar-event-from-handle handle (gnus-icalendar-identities)))
           (gnus-summary-buffer (current-buffer)))
      (cl-letf (((symbol-function 'gnus-summary-reply) #'message-reply))
        (gnus-icalendar-reply (list handle answer event))))))
