<?php
// Horde's own answer to an invitation: the calendar on stdin, the attendee and the answer as arguments; the mail that it
// would send goes to stdout.
error_reporting(E_ALL & ~E_DEPRECATED & ~E_WARNING);
spl_autoload_register(function ($class) {
    $file = '/usr/share/php/' . str_replace('_', '/', $class) . '.php';
    if (is_file($file)) {
        require_once $file;
    }
});
[, $address, $name, $answer] = $argv;
$calendar = new Horde_Icalendar();
$calendar->parsevCalendar(stream_get_contents(STDIN));
foreach ($calendar->getComponents() as $component) {
    if ($component->getType() === 'vEvent') {
        $event = $component;
    }
}
$attendee = new Horde_Itip_Resource_Base($address, $name);
$types = [
    'ACCEPTED' => 'Horde_Itip_Response_Type_Accept',
    'DECLINED' => 'Horde_Itip_Response_Type_Decline',
    'TENTATIVE' => 'Horde_Itip_Response_Type_Tentative',
];
$transport = new Horde_Mail_Transport_Mock();
Horde_Itip::factory($event, $attendee)->sendMultipartResponse(
    new $types[$answer]($attendee),
    new Horde_Itip_Response_Options_Horde('UTF-8', []),
    $transport
);
[$sent] = $transport->sentMessages;
foreach ([$sent['header_text'], "\r\n\r\n", $sent['body']] as $piece) {
    echo is_resource($piece) ? stream_get_contents($piece, -1, 0) : $piece;
}
